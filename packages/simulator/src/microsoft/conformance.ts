import { schemaCheck } from "../schema-check.ts";

/** What is wrong with `value` by the Graph schema's definition of that name; null when nothing is. */
export const graphViolation = schemaCheck("graph-calendar-v1.0.schema.json");
