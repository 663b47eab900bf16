import * as z from "zod";
import { hands } from "./hands.ts";
import type { Theatre } from "./stage.ts";

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

export type Span = { start: number; end: number };

/** What the owner of the account put into a calendar, as this test knows it: the oracle of busy time. */
type Foreign = {
  calendar: number;
  id: string;
  isFree: boolean;
  /** When its series begins; null for a single event. */
  firstStart: number | null;
  /** Of a series by week; of a single event one, under 0. */
  spans: Map<number, Span>;
};

/** An event of ours that stands in a calendar. */
export type OurEvent = Span & { calendar: number; id: string; pushId: string };

/** The person whose account it is, working in the provider's own calendar. */
export type Owner = ReturnType<typeof createOwner>;

const Made = z.object({ id: z.string() });
const State = z.object({
  calendars: z.array(z.object({ id: z.string(), events: z.array(z.unknown()) })),
  mails: z.array(z.object({ calendarId: z.string() })),
});

export function createOwner(
  { control, provider }: Pick<Theatre, "control" | "provider">,
  { account, calendars }: { account: string; calendars: { remoteId: string }[] },
) {
  const foreign: Foreign[] = [];
  const hand = hands[provider];
  const place = (calendar: number) => ({
    provider,
    account,
    calendarId: calendars[calendar]?.remoteId ?? "",
  });
  const add = async (calendar: number, event: object) =>
    Made.parse(await control("POST", "events", { ...place(calendar), event })).id;
  const nth = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(items.length, 1)];
  const singles = () => foreign.filter(({ firstStart }) => firstStart === null);
  const series = () => foreign.filter(({ firstStart }) => firstStart !== null);
  const patch = (calendar: number, id: string, event: object) =>
    control("PATCH", `events/${encodeURIComponent(id)}`, { ...place(calendar), event });
  const remove = (calendar: number, id: string) =>
    control("DELETE", `events/${encodeURIComponent(id)}`, place(calendar));

  return {
    async adds(calendar: number, span: Span, isFree: boolean): Promise<void> {
      const id = await add(calendar, hand.event({ title: "Errand", isFree, span }));
      foreign.push({ calendar, id, isFree, firstStart: null, spans: new Map([[0, span]]) });
    },

    /** A weekly series, here without a clock change, so that its occurrences are whole weeks apart. */
    async addsSeries(calendar: number, first: Span, weeks: number): Promise<void> {
      const id = await add(calendar, hand.event({ title: "Weekly", span: first, weeks }));
      const spans = Array.from({ length: weeks }, (_, week): [number, Span] => [
        week,
        { start: first.start + week * weekMs, end: first.end + week * weekMs },
      ]);
      foreign.push({ calendar, id, isFree: false, firstStart: first.start, spans: new Map(spans) });
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
    },

    async removesOccurrence(n: number, week: number): Promise<void> {
      const event = nth(series(), n);
      // The last one stays: an empty series is an odd case of its own.
      if (!event?.spans.has(week) || event.spans.size === 1) return;
      await remove(event.calendar, hand.occurrenceId(event.id, event.firstStart ?? 0, week));
      event.spans.delete(week);
    },

    async movesOurs(n: number, span: Span): Promise<void> {
      const event = nth((await this.look()).ours, n);
      if (event) await patch(event.calendar, event.id, hand.event({ span }));
    },

    async retitlesOurs(n: number): Promise<void> {
      const event = nth((await this.look()).ours, n);
      if (event) await patch(event.calendar, event.id, hand.event({ title: "Renamed by hand" }));
    },

    async removesOurs(n: number): Promise<void> {
      const event = nth((await this.look()).ours, n);
      if (event) await remove(event.calendar, event.id);
    },

    async removesAllOurs(): Promise<void> {
      for (const event of (await this.look()).ours) await remove(event.calendar, event.id);
    },

    /** What stands in the calendars of this account: our events, and mails that were sent. */
    async look(): Promise<{ ours: OurEvent[]; mails: number }> {
      const state = State.parse(await control("GET", "state"));
      const ours = calendars.flatMap(({ remoteId }, calendar) =>
        (state.calendars.find(({ id }) => id === remoteId)?.events ?? []).flatMap((shown): OurEvent[] => {
          const event = hand.read(shown);
          return event ? [{ ...event, calendar }] : [];
        }),
      );
      const own = calendars.map(({ remoteId }) => remoteId);
      return { ours, mails: state.mails.filter(({ calendarId }) => own.includes(calendarId)).length };
    },

    /** The busy time of one calendar by what this test put there. */
    busy: (calendar: number): Span[] =>
      foreign
        .filter((event) => event.calendar === calendar && !event.isFree)
        .flatMap(({ spans }) => [...spans.values()]),
  };
}
