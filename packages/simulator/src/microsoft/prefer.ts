import { badRequest } from "./graph-error.ts";
import { zoneOf } from "./windows-zones.ts";

/** What the Prefer headers of a call ask for. */
export interface Preferences {
  /** As it was named, and as IANA knows it. */
  timeZone: { name: string; zone: string };
  immutableIds: boolean;
  textBodies: boolean;
  maxPageSize: number | null;
}

/** Reads `Prefer: outlook.timezone="…", odata.maxpagesize=…, IdType="ImmutableId"`; unknown ones are ignored. */
export function readPreferences(header: string | undefined): Preferences {
  const entries = (header ?? "")
    .split(/[,;]/)
    .map((part) => /^\s*([\w.-]+)\s*=\s*"?([^"]*)"?\s*$/.exec(part))
    .map((match) => [match?.[1]?.toLowerCase() ?? "", match?.[2] ?? ""] as const);
  const read = new Map(entries);
  const name = read.get("outlook.timezone") ?? "UTC";
  const zone = zoneOf(name);
  if (zone === null) throw timeZoneNotSupported(name);
  const size = Number(read.get("odata.maxpagesize") ?? "0");
  return {
    timeZone: { name, zone },
    immutableIds: read.get("idtype")?.toLowerCase() === "immutableid",
    textBodies: read.get("outlook.body-content-type") === "text",
    maxPageSize: Number.isInteger(size) && size > 0 ? size : null,
  };
}

export function timeZoneNotSupported(name: string) {
  return badRequest(
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
    "TimeZoneNotSupportedException",
  );
}
