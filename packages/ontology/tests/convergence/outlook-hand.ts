import * as z from "zod";
import { type Hand, lostAnswers, named, pushOf, stampOf, weekMs } from "./hand.ts";

export function outlookHand(): Hand {
  const Time = z.object({ dateTime: z.string(), timeZone: z.literal("UTC") });
  const Shown = z.object({
    id: z.string(),
    subject: z.string(),
    start: Time,
    end: Time,
    singleValueExtendedProperties: z.array(z.object({ value: z.string() })).min(1),
  });
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: "UTC" });
  const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
  const weekly = (start: number, weeks: number) => ({
    pattern: { type: "weekly", interval: 1, daysOfWeek: [days[new Date(start).getUTCDay()]] },
    range: {
      type: "numbered",
      startDate: new Date(start).toISOString().slice(0, 10),
      numberOfOccurrences: weeks,
    },
  });
  return {
    event: ({ title, isFree, span, weeks }) => ({
      ...(title === undefined ? {} : { subject: title }),
      ...(isFree === undefined ? {} : { showAs: isFree ? "free" : "busy" }),
      ...(span === undefined ? {} : { start: at(span.start), end: at(span.end) }),
      ...(span === undefined || weeks === undefined ? {} : { recurrence: weekly(span.start, weeks) }),
    }),
    // The stand-in's ids hold its own name of the event between a head and a tail that are always the same.
    occurrenceId(seriesId, firstStart, week) {
      const own = Buffer.from(seriesId.slice("AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A".length, -4), "base64url");
      return `${own.toString("utf8")}_${stampOf(firstStart + week * weekMs)}`;
    },
    read(shown) {
      const event = Shown.safeParse(shown).data;
      if (!event) return null;
      const [tag] = event.singleValueExtendedProperties;
      const { id, subject: title, start, end } = event;
      const utc = (time: string) => Date.parse(`${time.slice(0, 19)}Z`);
      return {
        id,
        title,
        pushId: pushOf(tag?.value ?? ""),
        start: utc(start.dateTime),
        end: utc(end.dateTime),
      };
    },
    answer: (_, answer) => ({
      responseStatus: {
        response: answer === "tentative" ? "tentativelyAccepted" : answer,
        time: "2026-11-23T08:00:00Z",
      },
    }),
    faults: [
      ...lostAnswers("microsoft"),
      {
        match: { provider: "microsoft", method: "PATCH" },
        do: { status: 412, body: { error: { code: "ErrorIrresolvableConflict", message: "Try again." } } },
      },
      ...named(
        "graphThrottled",
        "graphThrottledRetryAfter",
        "graphUnavailable",
        "graphGatewayTimeout",
        "graphHtml",
        "graphTruncated",
        "graphDroppedBefore",
        "graphApplyThenDrop",
        "graphApplyThenUnavailable",
        "graphSyncStateNotFound",
        "graphUnauthorized",
        "graphCalendarNotFound",
        "entraUnavailable",
        "entraInvalidGrant",
        "entraInteractionRequired",
        "entraInvalidClient",
      ),
    ],
    habits: [
      { pageSize: 1 },
      { pageSize: 2 },
      { strictRotation: true },
      { accessTokenSeconds: 90 },
      { deltaRepeats: true },
      { deltaEmptyPages: true },
      { deltaRemovesOccurrences: true },
      { duplicateTransactionStatus: 409, duplicateTransactionNamesEvent: false },
      { windowsZoneNames: true },
      { filterLagSeconds: 30 },
    ],
  };
}
