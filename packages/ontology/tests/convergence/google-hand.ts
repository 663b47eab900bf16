import * as z from "zod";
import { type Hand, lostAnswers, named, pushOf, stampOf, weekMs } from "./hand.ts";

export function googleHand(): Hand {
  const Shown = z.object({
    id: z.string(),
    status: z.string(),
    summary: z.string(),
    start: z.object({ dateTime: z.string() }),
    end: z.object({ dateTime: z.string() }),
    extendedProperties: z.object({ private: z.object({ availabilityBooking: z.string() }) }),
  });
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: "Europe/Berlin" });
  return {
    event: ({ title, isFree, span, weeks }) => ({
      ...(title === undefined ? {} : { summary: title }),
      ...(isFree === undefined ? {} : { transparency: isFree ? "transparent" : "opaque" }),
      ...(span === undefined ? {} : { start: at(span.start), end: at(span.end) }),
      ...(weeks === undefined ? {} : { recurrence: [`RRULE:FREQ=WEEKLY;COUNT=${weeks}`] }),
    }),
    occurrenceId: (seriesId, firstStart, week) => `${seriesId}_${stampOf(firstStart + week * weekMs)}`,
    read(shown) {
      const event = Shown.safeParse(shown).data;
      if (!event || event.status === "cancelled") return null;
      const { id, summary: title, start, end } = event;
      const pushId = pushOf(event.extendedProperties.private.availabilityBooking);
      return { id, pushId, title, start: Date.parse(start.dateTime), end: Date.parse(end.dateTime) };
    },
    answer: (email, answer) => ({ attendees: [{ email, responseStatus: answer }] }),
    faults: [
      ...lostAnswers("google"),
      ...named(
        "rateLimited",
        "rateLimitedRetryAfter",
        "userRateLimitExceeded",
        "serverError",
        "unavailable",
        "gatewayTimeout",
        "truncated",
        "droppedBefore",
        "applyThenDrop",
        "applyThenUnavailable",
        "fullSyncRequired",
        "pageTokenInvalid",
        "unauthorized",
        "tokenUnavailable",
        "calendarNotFound",
        "quotaExceeded",
        "badGatewayHtml",
        "invalidGrant",
        "invalidClient",
        "adminPolicyEnforced",
      ),
    ],
    habits: [
      { pageSize: 1 },
      { pageSize: 2 },
      { undeleteRefused: true },
      { incrementalReturnsMasters: true },
      { strictRotation: true },
      { accessTokenSeconds: 90 },
    ],
  };
}
