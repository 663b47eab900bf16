import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import * as z from "zod";

const SCHEMAS = new URL("../schemas/", import.meta.url);

/** Checks values by one of the schema files: what is wrong by the definition of that name; null when nothing is. */
export function schemaCheck(file: string): (definition: string, value: unknown) => string | null {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(z.looseObject({}).parse(readSchema(file)), "api");
  const compiled = new Map<string, ValidateFunction>();
  return (definition, value) => {
    const check = compiled.get(definition) ?? ajv.compile({ $ref: `api#/definitions/${definition}` });
    compiled.set(definition, check);
    return check(value) ? null : ajv.errorsText(check.errors, { dataVar: definition });
  };
}

export function readSchema(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, SCHEMAS), "utf8"));
}
