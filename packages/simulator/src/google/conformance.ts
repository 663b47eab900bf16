import * as z from "zod";
import { readSchema, schemaCheck } from "../schema-check.ts";

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
  readSchema("google-calendar-v3.methods.json"),
).methods;

/** What is wrong with `value` by the schema's definition of that name; null when nothing is. */
export const schemaViolation = schemaCheck("google-calendar-v3.schema.json");
