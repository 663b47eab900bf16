import { Instant, offsetAt } from "@availability/domain/time";
import { z } from "@hono/zod-openapi";

/** RFC 3339 of an instant, epoch ms: in UTC, or with the offset that `timeZone` has then. */
export function toText(instant: number, timeZone?: string): string {
  const offsetMs = timeZone ? offsetAt(instant, timeZone) : 0;
  // Offsets of local mean time have seconds, which RFC 3339 cannot write.
  if (offsetMs === 0 || offsetMs % 60_000 !== 0) return isoText(instant);
  const minutes = Math.abs(offsetMs) / 60_000;
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const offset = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  return isoText(instant + offsetMs).replace("Z", `${offsetMs < 0 ? "-" : "+"}${offset}`);
}

/** An instant as callers write it; epoch ms inside. */
export const InstantInput = z
  .string('Not an instant; write it with its offset, such as "2026-03-29T09:00:00Z"')
  .transform((text): string | number => text)
  .pipe(Instant)
  .openapi({ type: "string", format: "date-time", example: "2026-11-24T09:00:00+01:00" });

/** An instant as we write it. */
export const InstantText = z.string().openapi({ format: "date-time", example: "2026-11-24T08:00:00Z" });

function isoText(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
