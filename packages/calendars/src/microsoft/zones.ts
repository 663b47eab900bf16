import { createRequire } from "node:module";
import * as z from "zod";
import { knownTimeZone } from "../time-zone.ts";

const Data = z.object({
  supplemental: z.object({
    windowsZones: z.object({
      mapTimezones: z.array(
        z.object({ mapZone: z.object({ _other: z.string(), _type: z.string(), _territory: z.string() }) }),
      ),
    }),
  }),
});

/** Windows' names in lower case, and the zone of the territory 001 that stands for each. Source: CLDR, windowsZones. */
const ianaByWindowsName = readZones();

/** The IANA zone that a mailbox names in Windows' words or IANA's; null for a custom or an unknown one. */
export function ianaZone(name: string | null | undefined): string | null {
  if (!name) return null;
  return knownTimeZone(ianaByWindowsName.get(name.toLowerCase()) ?? name);
}

function readZones(): ReadonlyMap<string, string> {
  const raw: unknown = createRequire(import.meta.url)("cldr-core/supplemental/windowsZones.json");
  const zones = Data.parse(raw).supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone);
  return new Map(
    zones.filter((zone) => zone._territory === "001").map((zone) => [zone._other.toLowerCase(), zone._type]),
  );
}
