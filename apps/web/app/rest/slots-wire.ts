import { type Slot, type Unavailable, unavailableReasons } from "@availability/domain/availability";
import type { StaleCalendar } from "@availability/ontology/availability";
import { z } from "@hono/zod-openapi";
import { InstantText, toText } from "./instant.ts";

const SlotText = z.object({ start: InstantText, end: InstantText, remaining: z.int() }).openapi("Slot");
const Cause = z.object({ kind: z.string(), id: z.uuid().nullable(), name: z.string().nullable() });
const UnavailableText = z
  .object({
    start: InstantText,
    end: InstantText,
    reason: z.enum(unavailableReasons),
    cause: Cause.optional(),
  })
  .openapi("Unavailable");
const Stale = z
  .array(z.object({ calendarId: z.uuid(), name: z.string(), lastSuccessAt: InstantText.nullable() }))
  .openapi({ description: "Connected calendars whose events we last read too long ago" });

export const Slots = z
  .object({ data: z.array(SlotText), unavailable: z.array(UnavailableText).optional(), stale: Stale })
  .openapi("Slots");
export const NextSlots = z
  .object({
    data: z.array(SlotText),
    searchedUntil: InstantText.openapi({ description: "Nothing else starts before this instant" }),
    stale: Stale,
  })
  .openapi("NextSlots");
export const SlotsOfProducts = z
  .object({
    data: z.array(
      z.object({
        productId: z.uuid(),
        isOffered: z
          .boolean()
          .openapi({ description: "False when the product has no such duration or number of attendees" }),
        slots: z.array(SlotText),
        stale: Stale,
      }),
    ),
  })
  .openapi("SlotsOfProducts");

/** Writes answers with the offset of a zone, or in UTC. */
export function writerIn(timeZone: string | undefined) {
  const text = (instant: number) => toText(instant, timeZone);
  return {
    slot: ({ start, end, remaining }: Slot) => ({ start: text(start), end: text(end), remaining }),
    unavailable: ({ start, end, reason, cause }: Unavailable) => ({
      start: text(start),
      end: text(end),
      reason,
      ...(cause ? { cause } : {}),
    }),
    stale: ({ lastSuccessAt, ...calendar }: StaleCalendar) => ({
      ...calendar,
      lastSuccessAt: lastSuccessAt === null ? null : text(lastSuccessAt),
    }),
  };
}
