import type * as z from "zod";

/** Bad input to the control door: 400 (or 404 for what does not exist) with the fields at fault. */
export class ControlError extends Error {
  readonly status: 400 | 404 | 409;
  readonly issues: { field: string; message: string }[];

  constructor(status: 400 | 404 | 409, issues: { field: string; message: string }[]) {
    super(issues.map(({ field, message }) => `${field}: ${message}`).join("; "));
    this.status = status;
    this.issues = issues;
  }
}

/** The parsed input, or a ControlError naming every field that does not fit. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ControlError(400, parsed.error.issues.flatMap(fieldIssues));
}

function fieldIssues(issue: z.core.$ZodIssue): { field: string; message: string }[] {
  const field = issue.path.join(".") || "body";
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ field: [...issue.path, key].join("."), message: "is not known" }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
    return nearest.flatMap((inner) => fieldIssues({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ field, message: issue.message }];
}
