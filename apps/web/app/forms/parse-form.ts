import type * as z from "zod";

/** What a refused form gets back: what was typed, a sentence per faulty field, and what concerns the form as a whole. */
export type RefusedForm = {
  values: Record<string, string>;
  fields: Record<string, string>;
  form: string | null;
};

const secretFields = new Set(["password"]);

/** Parses submitted fields by `schema`. Secrets are not among the returned values. */
export function parseForm<T>(
  schema: z.ZodType<T>,
  formData: FormData,
): { ok: true; value: T } | { ok: false; refused: RefusedForm } {
  const parsed = schema.safeParse(Object.fromEntries(formData));
  if (parsed.success) return { ok: true, value: parsed.data };
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[String(issue.path[0] ?? "")] ??= issue.message;
  return { ok: false, refused: { ...refuse(formData), fields } };
}

/** A refusal of the form as a whole, or of one field, with what was typed. */
export function refuse(
  formData: FormData,
  problem: { form?: string; field?: string; message?: string } = {},
): RefusedForm {
  const values: Record<string, string> = {};
  for (const [name, value] of formData) {
    if (typeof value === "string" && !secretFields.has(name)) values[name] = value;
  }
  const fields = problem.field ? { [problem.field]: problem.message ?? "" } : {};
  return { values, fields, form: problem.form ?? null };
}
