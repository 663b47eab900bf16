import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import * as z from "zod";

const SCHEMAS = new URL("../../schemas/", import.meta.url);

const Methods = z.object({
  methods: z.record(
    z.string(),
    z.object({
      http: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
      path: z.string(),
      query: z.array(z.string()),
      scopes: z.array(z.string()),
    }),
  ),
});
export type Method = z.infer<typeof Methods>["methods"][string];

/** The methods of the Calendar API by name ("events.list") with path, query parameters and sufficient scopes. */
export const METHODS: Record<string, Method> = Methods.parse(
  readJson("google-calendar-v3.methods.json"),
).methods;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(z.looseObject({}).parse(readJson("google-calendar-v3.schema.json")), "google");

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with `value` by the schema's definition of that name; null when nothing is. */
export function schemaViolation(definition: string, value: unknown): string | null {
  const check = compiled.get(definition) ?? ajv.compile({ $ref: `google#/definitions/${definition}` });
  compiled.set(definition, check);
  if (check(value)) return null;
  return ajv.errorsText(check.errors, { dataVar: definition });
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, SCHEMAS), "utf8"));
}
