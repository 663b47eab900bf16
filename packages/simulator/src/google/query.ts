import { isTimeZone } from "../state/zone.ts";
import { badRequest, GoogleError, invalid } from "./google-error.ts";

/** Parameters that every Google API takes. */
const STANDARD = ["alt", "fields", "key", "prettyPrint", "quotaUser", "userIp", "oauth_token"];

export interface Query {
  text(name: string): string | undefined;
  all(name: string): string[];
  flag(name: string): boolean;
  /** A whole number within bounds; above `max` it is cut, as Google does. */
  count(name: string, fallback: number, max: number): number;
  /** RFC 3339 with offset, as epoch ms. */
  instant(name: string): number | undefined;
  timeZone(name: string): string | undefined;
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  pairs(): [string, string][];
}

/** Reads query parameters; one that the method does not have, or a value that does not fit, is a GoogleError 400. */
export function readQuery(search: URLSearchParams, allowed: string[]): Query {
  for (const name of search.keys()) {
    if (!allowed.includes(name) && !STANDARD.includes(name)) throw unknownParameter(name);
  }
  const text = (name: string) => search.getAll(name).at(-1);
  return {
    text,
    all: (name) => search.getAll(name),
    flag: (name) => readFlag(name, text(name)),
    count: (name, fallback, max) => readCount(name, text(name), fallback, max),
    instant: (name) => readInstant(name, text(name)),
    timeZone: (name) => readTimeZone(name, text(name)),
    oneOf: (name, values) => readOneOf(name, text(name), values),
    pairs: () => [...search.entries()].filter(([name]) => !STANDARD.includes(name)),
  };
}

function unknownParameter(name: string): GoogleError {
  return new GoogleError(
    400,
    "badRequest",
    `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
    { location: name, word: "INVALID_ARGUMENT" },
  );
}

function readFlag(name: string, value: string | undefined): boolean {
  if (value === undefined || value === "false") return false;
  if (value === "true") return true;
  throw invalid(`Invalid boolean value: '${value}'.`, name);
}

function readCount(name: string, value: string | undefined, fallback: number, max: number): number {
  if (value === undefined) return fallback;
  if (!/^\d{1,9}$/.test(value) || Number(value) < 1)
    throw invalid(`Invalid value for ${name}: '${value}'.`, name);
  return Math.min(Number(value), max);
}

function readInstant(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const at = Date.parse(value);
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value) || Number.isNaN(at)) {
    throw badRequest(`Bad Request: ${name} '${value}' is not an RFC 3339 timestamp with an offset.`);
  }
  return at;
}

function readTimeZone(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && !isTimeZone(value)) throw invalid(`Invalid time zone: '${value}'.`, name);
  return value;
}

function readOneOf<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined)
    throw invalid(`Invalid value '${value}'. Values are: [${allowed.join(", ")}]`, name);
  return found;
}
