import * as z from "zod";
import type { Answer } from "./hand.ts";
import { hands } from "./hands.ts";
import { createOurs, nth } from "./ours.ts";
import type { Theatre } from "./stage.ts";

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

export type Span = { start: number; end: number };

/** What the owner of the account put into a calendar, as this test knows it: the oracle of busy time. */
type Foreign = {
  calendar: number;
  id: string;
  isFree: boolean;
  isDeclined: boolean;
  /** Of a series: an occurrence was moved or removed, so that what becomes of it with the whole is the provider's own affair. */
  isMixed: boolean;
  /** When its series begins; null for a single event. */
  firstStart: number | null;
  /** Of a series by week; of a single event one, under 0. */
  spans: Map<number, Span>;
};

/** The person whose account it is, working in the provider's own calendar. */
export type Owner = ReturnType<typeof createOwner>;

const Made = z.object({ id: z.string() });
export function createOwner(
  { control, provider }: Pick<Theatre, "control" | "provider">,
  { account, calendars }: { account: string; calendars: { remoteId: string }[] },
) {
  const foreign: Foreign[] = [];
  /** Of calendars that were deleted. */
  const lost = new Set<number>();
  const hand = hands[provider];
  const place = (calendar: number) => ({
    provider,
    account,
    calendarId: calendars[calendar]?.remoteId ?? "",
  });
  const add = async (calendar: number, event: object) =>
    Made.parse(await control("POST", "events", { ...place(calendar), event })).id;
  const singles = () => foreign.filter(({ firstStart }) => firstStart === null);
  const series = () => foreign.filter(({ firstStart }) => firstStart !== null);
  const patch = (calendar: number, id: string, event: object) =>
    control("PATCH", `events/${encodeURIComponent(id)}`, { ...place(calendar), event });
  const remove = (calendar: number, id: string) =>
    control("DELETE", `events/${encodeURIComponent(id)}`, place(calendar));

  const whole = () => foreign.filter(({ isMixed }) => !isMixed);
  const change = (calendar: number, body: object) =>
    control("PATCH", `calendars/${encodeURIComponent(calendars[calendar]?.remoteId ?? "")}`, {
      provider,
      ...body,
    });

  return {
    ...createOurs({ control, provider }, { calendars, patch, remove }),

    /** Whether a calendar was deleted, or may only be read: the list of calendars tells. */
    hasTouchedCalendars: false,
    lost: lost as ReadonlySet<number>,

    async adds(calendar: number, span: Span, isFree: boolean): Promise<void> {
      if (lost.has(calendar)) return;
      const id = await add(calendar, hand.event({ title: "Errand", isFree, span }));
      foreign.push({ ...fresh, calendar, id, isFree, firstStart: null, spans: new Map([[0, span]]) });
    },

    /** A weekly series, here without a clock change, so that its occurrences are whole weeks apart. */
    async addsSeries(calendar: number, first: Span, weeks: number): Promise<void> {
      if (lost.has(calendar)) return;
      const id = await add(calendar, hand.event({ title: "Weekly", span: first, weeks }));
      const spans = weekly(first, weeks);
      foreign.push({ ...fresh, calendar, id, isFree: false, firstStart: first.start, spans });
    },

    async movesSeries(n: number, byHours: number): Promise<void> {
      const event = nth(
        whole().filter(({ firstStart }) => firstStart !== null),
        n,
      );
      const first = event?.spans.get(0);
      if (!event || !first) return;
      const span = { start: first.start + byHours * hourMs, end: first.end + byHours * hourMs };
      await patch(event.calendar, event.id, hand.event({ span }));
      Object.assign(event, { firstStart: span.start, spans: weekly(span, event.spans.size) });
    },

    /** Shows an event or a whole series as free or as busy. */
    async shows(n: number, isFree: boolean): Promise<void> {
      const event = nth(whole(), n);
      if (!event) return;
      await patch(event.calendar, event.id, hand.event({ isFree }));
      event.isFree = isFree;
    },

    async answers(n: number, answer: Answer): Promise<void> {
      const event = nth(whole(), n);
      if (!event) return;
      await patch(event.calendar, event.id, hand.answer(calendars[event.calendar]?.remoteId ?? "", answer));
      event.isDeclined = answer === "declined";
    },

    async renamesCalendar(calendar: number, summary: string): Promise<void> {
      if (!lost.has(calendar)) await change(calendar, { summary });
    },

    /** All that is in it goes with it. */
    async deletesCalendar(calendar: number): Promise<void> {
      if (lost.has(calendar)) return;
      await control("DELETE", `calendars/${encodeURIComponent(calendars[calendar]?.remoteId ?? "")}`);
      lost.add(calendar);
      this.hasTouchedCalendars = true;
      for (const event of foreign.filter((each) => each.calendar === calendar))
        foreign.splice(foreign.indexOf(event), 1);
    },

    /** Lets the program only read a calendar, or write it again. */
    async shares(calendar: number, role: "owner" | "reader"): Promise<void> {
      if (lost.has(calendar)) return;
      await change(calendar, { access: { [account]: role } });
      this.hasTouchedCalendars = true;
    },

    /** The provider forgets up to where a calendar was read. */
    async endsCursors(calendar: number): Promise<void> {
      if (!lost.has(calendar)) await change(calendar, { endTokens: true });
    },

    async moves(n: number, span: Span): Promise<void> {
      const event = nth(singles(), n);
      if (!event) return;
      await patch(event.calendar, event.id, hand.event({ span }));
      event.spans.set(0, span);
    },

    async removes(n: number): Promise<void> {
      const event = nth(foreign, n);
      if (!event) return;
      await remove(event.calendar, event.id);
      foreign.splice(foreign.indexOf(event), 1);
    },

    async movesOccurrence(n: number, week: number, byHours: number): Promise<void> {
      const event = nth(series(), n);
      const span = event?.spans.get(week);
      if (!event || !span) return;
      const moved = { start: span.start + byHours * hourMs, end: span.end + byHours * hourMs };
      await patch(
        event.calendar,
        hand.occurrenceId(event.id, event.firstStart ?? 0, week),
        hand.event({ span: moved }),
      );
      event.spans.set(week, moved);
      event.isMixed = true;
    },

    async removesOccurrence(n: number, week: number): Promise<void> {
      const event = nth(series(), n);
      // The last one stays: an empty series is an odd case of its own.
      if (!event?.spans.has(week) || event.spans.size === 1) return;
      await remove(event.calendar, hand.occurrenceId(event.id, event.firstStart ?? 0, week));
      event.spans.delete(week);
      event.isMixed = true;
    },

    /** The busy time of one calendar by what this test put there. */
    busy: (calendar: number): Span[] =>
      foreign
        .filter((event) => event.calendar === calendar && !event.isFree && !event.isDeclined)
        .flatMap(({ spans }) => [...spans.values()]),
  };
}

const fresh = { isDeclined: false, isMixed: false };

function weekly(first: Span, weeks: number): Map<number, Span> {
  return new Map(
    Array.from({ length: weeks }, (_, week) => [
      week,
      { start: first.start + week * weekMs, end: first.end + week * weekMs },
    ]),
  );
}
