import { isDomainError, isProviderError } from "@availability/domain/errors";
import { cancelBooking, createBooking, rescheduleBooking } from "../../src/booking/index.ts";
import {
  disconnect,
  probeConnection,
  setSyncEnabled,
  updateCalendarLinks,
} from "../../src/calendar/index.ts";
import { requestSyncs } from "../../src/calendar/request-sync.ts";
import { updateOrganization } from "../../src/organization/index.ts";
import { customer } from "../world.ts";
import type { Deed, Happening, Work } from "./deeds.ts";
import { hands } from "./hands.ts";
import { hireWorker, interrupted } from "./mortal.ts";
import { connectionOf, nthBooking, nthOf, settleOne } from "./people.ts";
import { connect, linkOf, type Stage } from "./stage.ts";
import { note } from "./trace.ts";
import { workOnce } from "./work.ts";

/** Does one deed; what the rules or a fault of the provider refuse is refused and no failure. */
export async function perform(stage: Stage, deed: Deed): Promise<void> {
  stage.theatre.census.add(deed.kind);
  try {
    if (deed.kind === "work") await work(stage, deed);
    else await act(stage, deed);
  } catch (error) {
    if (!isDomainError(error) && !isProviderError(error)) throw error;
    note(() => `  refused: ${error.message}`);
  }
}

async function act(stage: Stage, deed: Happening): Promise<void> {
  const { ctx, owner, theatre } = stage;
  switch (deed.kind) {
    case "book": {
      const productId = stage.products[deed.product] ?? "";
      await createBooking(ctx, { productId, start: deed.start, attendees: 1, customer });
      return;
    }
    case "reschedule": {
      const booking = await nthBooking(stage, deed.nth);
      if (booking) await rescheduleBooking(ctx, { bookingId: booking.id, start: deed.start });
      return;
    }
    case "cancel": {
      const booking = await nthBooking(stage, deed.nth);
      if (booking) await cancelBooking(ctx, { bookingId: booking.id });
      return;
    }
    case "add":
      return owner.adds(deed.calendar, deed.span, deed.isFree);
    case "addSeries":
      return owner.addsSeries(deed.calendar, deed.span, 3);
    case "show":
      return owner.shows(deed.nth, deed.isFree);
    case "answer":
      return owner.answers(deed.nth, deed.answer);
    case "moveSeries":
      return owner.movesSeries(deed.nth, deed.hours);
    case "renameCalendar":
      return owner.renamesCalendar(deed.calendar, `Renamed ${deed.nth}`);
    case "deleteCalendar":
      return owner.deletesCalendar(deed.calendar);
    case "share":
      return owner.shares(deed.calendar, deed.role);
    case "endCursors":
      return owner.endsCursors(deed.calendar);
    case "move":
      return owner.moves(deed.nth, deed.span);
    case "remove":
      return owner.removes(deed.nth);
    case "moveOccurrence":
      return owner.movesOccurrence(deed.nth, deed.week, deed.hours);
    case "removeOccurrence":
      return owner.removesOccurrence(deed.nth, deed.week);
    case "moveOurs":
      return owner.movesOurs(deed.nth, deed.span);
    case "retitleOurs":
      return owner.retitlesOurs(deed.nth);
    case "removeOurs":
      return owner.removesOurs(deed.nth);
    case "removeAllOurs":
      return owner.removesAllOurs();
    case "settle":
      await settleOne(stage, deed.nth);
      return;
    case "policy":
      await updateOrganization(ctx, { externalChangePolicy: deed.policy });
      return;
    case "switch":
      await setSyncEnabled(ctx, { connectionId: await connectionOf(stage), on: deed.on });
      return;
    case "relink": {
      const calendarId = stage.calendars[deed.calendar]?.id ?? "";
      const productId = stage.products[deed.product] ?? "";
      const links = deed.purpose ? [linkOf(productId, deed.purpose)] : [];
      await updateCalendarLinks(ctx, { calendarId, links });
      return;
    }
    case "disconnect": {
      const { futureEvents } = deed;
      await disconnect(ctx, { connectionId: await connectionOf(stage), futureEvents });
      return;
    }
    case "reconnect":
      await connect(stage);
      return;
    case "revoke":
      await theatre.control("POST", `accounts/${stage.account}/revoke`);
      return;
    case "ask":
      await requestSyncs(ctx, {
        organizationId: ctx.actor.organizationId,
        calendarIds: [stage.calendars[deed.calendar]?.id ?? ""],
        trigger: deed.trigger,
      });
      return;
    case "probe":
      await probeConnection(ctx, { connectionId: await connectionOf(stage) });
      return;
    case "fault": {
      const fault = nthOf(hands[theatre.provider].faults, deed.fault);
      const match = { ...("match" in fault ? fault.match : {}), nth: deed.from };
      await theatre.control("POST", "faults", { ...fault, match, times: deed.times });
      return;
    }
    case "habit":
      await theatre.control("POST", "settings", nthOf(hands[theatre.provider].habits, deed.habit));
      return;
    case "skew":
      await theatre.control("POST", "clock", { advanceMs: deed.seconds * 1000 });
      return;
    case "wait":
      theatre.world.clock.advance(deed.minutes * 60_000);
  }
}

async function work(stage: Stage, { dieAfterCalls, meanwhile }: Work): Promise<void> {
  const { ctx, theatre } = stage;
  const fetch = meanwhile
    ? interrupted(globalThis.fetch, meanwhile.call, () => {
        theatre.census.add("meanwhile");
        const { deed } = meanwhile;
        note(() => `  meanwhile ${JSON.stringify(deed)}`);
        return perform(stage, deed.kind === "anotherWorker" ? alone : deed);
      })
    : globalThis.fetch;
  if (dieAfterCalls === null) {
    await workOnce(stage, { ...ctx, providers: theatre.providersOver(fetch) });
    return;
  }
  const worker = hireWorker({ ...theatre, url: theatre.world.url, ctx }, { fetch, dieAfterCalls });
  const end = await worker.run((own) => workOnce(stage, own).then(() => undefined));
  note(() => `  the worker ${end}`);
  if (end === "died") theatre.census.add("killed");
}

const alone: Work = { kind: "work", dieAfterCalls: null, meanwhile: null };
