import type { ProviderName } from "@availability/domain/calendar";
import * as z from "zod";
import type { Span } from "./owner.ts";

const weekMs = 7 * 24 * 3_600_000;

/** How an owner's deeds are put into the words of one provider. */
export type Hand = {
  event(event: { title?: string; isFree?: boolean; span?: Span; weeks?: number }): object;
  /** How the owner of this calendar answers an invitation. */
  answer(calendarId: string, answer: Answer): object;
  /** The id of the occurrence that stood `week` weeks after the first at first. */
  occurrenceId(seriesId: string, firstStart: number, week: number): string;
  /** An event as the control door shows it: its time and title, and the push that our tag on it names. */
  read(shown: unknown): (Span & { id: string; pushId: string; title: string }) | null;
  /** What may go wrong at the provider, in the words of the control door. */
  faults: readonly Fault[];
  /** What the provider may do one way or another. */
  habits: readonly object[];
};

export type Answer = "accepted" | "declined" | "tentative";
type Fault = { preset: string } | { match: object; do: object };

export const hands: Record<ProviderName, Hand> = { google: googleHand(), microsoft: outlookHand() };

const stampOf = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.000/g, "");
const pushOf = (tag: string) => tag.split(":")[1] ?? "";

function named(...presets: string[]): Fault[] {
  return presets.map((preset) => ({ preset }));
}

/** A change, or a deletion, that takes effect and whose answer is lost. */
function lostAnswers(provider: ProviderName): Fault[] {
  const lost = [{ applyThen: { drop: true } }, { applyThen: { status: 503 } }];
  return ["PATCH", "DELETE"].flatMap((method) =>
    lost.map((act) => ({ match: { provider, method }, do: act })),
  );
}

function googleHand(): Hand {
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

function outlookHand(): Hand {
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
