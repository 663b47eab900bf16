import * as z from "zod";
import { hands } from "./hands.ts";
import type { Span } from "./owner.ts";
import type { Theatre } from "./stage.ts";

/** An event of ours that stands in a calendar. */
type OurEvent = Span & { calendar: number; id: string; pushId: string };

const State = z.object({
  calendars: z.array(z.object({ id: z.string(), deleted: z.boolean(), events: z.array(z.unknown()) })),
  mails: z.array(z.object({ calendarId: z.string() })),
});

type Acts = {
  calendars: { remoteId: string }[];
  patch(calendar: number, id: string, event: object): Promise<unknown>;
  remove(calendar: number, id: string): Promise<unknown>;
};

export const nth = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(items.length, 1)];

/** What the owner of an account does to the events that we put into its calendars. */
export function createOurs(
  { control, provider }: Pick<Theatre, "control" | "provider">,
  { calendars, patch, remove }: Acts,
) {
  const hand = hands[provider];
  return {
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
        (state.calendars.find(({ id, deleted }) => id === remoteId && !deleted)?.events ?? []).flatMap(
          (shown): OurEvent[] => {
            const event = hand.read(shown);
            return event ? [{ ...event, calendar }] : [];
          },
        ),
      );
      const own = calendars.map(({ remoteId }) => remoteId);
      return { ours, mails: state.mails.filter(({ calendarId }) => own.includes(calendarId)).length };
    },
  };
}
