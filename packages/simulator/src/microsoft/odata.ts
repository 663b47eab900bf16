import { badRequest } from "./graph-error.ts";

/** The values of an extended property to look for. */
interface PropertyFilter {
  id: string;
  value: string | null;
}

export interface ODataQuery {
  text(name: string): string | undefined;
  /** The fields of $select; null when everything is wanted. */
  select: string[] | null;
  /** The extended properties that $expand asks for, by id; null when it asks for none. */
  expandProperties: string[] | null;
  expandExceptions: boolean;
  filter: PropertyFilter | null;
  /** $top, cut at 1000. */
  top: number | null;
}

const PROPERTY_EXPANSION = /^singleValueExtendedProperties\(\s*\$filter\s*=\s*(.+)\)$/i;
const QUOTED = "'((?:[^']|'')*)'";
const PROPERTY_FILTER = new RegExp(
  `^singleValueExtendedProperties/any\\(\\s*(\\w+)\\s*:\\s*\\1/id\\s+eq\\s+${QUOTED}(?:\\s+and\\s+\\1/value\\s+eq\\s+${QUOTED})?\\s*\\)$`,
  "i",
);

/** Reads the query of a call; a parameter that is not among `allowed`, or one that does not parse, is a 400. */
export function readQuery(search: URLSearchParams, allowed: readonly string[]): ODataQuery {
  // Graph knows its parameters with and without the dollar, and in any case.
  const named = new Map([...search].map(([name, value]) => [canonical(name), value]));
  for (const name of named.keys()) {
    if (!allowed.some((known) => canonical(known) === name))
      throw badRequest(`The query parameter '${name}' is not supported here.`, "ErrorInvalidUrlQuery");
  }
  const text = (name: string) => named.get(canonical(name));
  return {
    text,
    select: list(text("$select")),
    ...readExpand(text("$expand")),
    filter: readFilter(text("$filter")),
    top: readTop(text("$top")),
  };
}

/** The window of a calendar view, epoch ms. Without an offset the times are UTC. */
export function readWindow(query: ODataQuery): { start: number; end: number } {
  const start = instant(query, "startDateTime");
  const end = instant(query, "endDateTime");
  if (end < start)
    throw badRequest("The end date of the time window is before its start date.", "ErrorInvalidParameter");
  if (end - start > 1825 * 86_400_000) {
    throw badRequest("The requested time window is longer than 1825 days.", "ErrorCalendarViewRangeTooBig");
  }
  return { start, end };
}

function instant(query: ODataQuery, name: string): number {
  const value = query.text(name);
  if (value === undefined) {
    throw badRequest(
      "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.",
      "ErrorInvalidParameter",
    );
  }
  const match = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)?(Z|[+-]\d{2}:\d{2})?$/i.exec(
    value,
  );
  const whole = value.length === 10 ? `${value}T00:00:00` : value;
  const at = match === null ? Number.NaN : Date.parse(match[1] === undefined ? `${whole}Z` : whole);
  if (Number.isNaN(at))
    throw badRequest(`The value '${value}' of parameter '${name}' is invalid.`, "ErrorInvalidParameter");
  return at;
}

function canonical(name: string): string {
  return name.replace(/^\$/, "").toLowerCase();
}

function list(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(",").map((name) => name.trim());
}

function readExpand(text: string | undefined): Pick<ODataQuery, "expandProperties" | "expandExceptions"> {
  if (text === undefined) return { expandProperties: null, expandExceptions: false };
  if (text === "exceptionOccurrences") return { expandProperties: null, expandExceptions: true };
  const inner = PROPERTY_EXPANSION.exec(text)?.[1];
  const ids = inner
    ?.split(/\s+or\s+/i)
    .map((part) => new RegExp(`^\\s*id\\s+eq\\s+${QUOTED}\\s*$`).exec(part)?.[1]);
  if (ids === undefined || ids.includes(undefined))
    throw badRequest(`Parsing OData Expand failed: '${text}'.`, "BadRequest");
  const expandProperties = ids.map((id) => (id ?? "").replaceAll("''", "'"));
  return { expandProperties, expandExceptions: false };
}

function readFilter(text: string | undefined): PropertyFilter | null {
  if (text === undefined) return null;
  const match = PROPERTY_FILTER.exec(text.trim());
  if (match === null) throw badRequest(`Invalid filter clause: '${text}'.`, "BadRequest");
  const [, , id = "", value] = match;
  return { id: id.replaceAll("''", "'"), value: value?.replaceAll("''", "'") ?? null };
}

function readTop(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1)
    throw badRequest(`Invalid value '${text}' for $top query option.`, "BadRequest");
  return Math.min(Number(text), 1000);
}
