import { type Context, Hono } from "hono";
import * as z from "zod";
import {
  ownerAdds as addsAtGoogle,
  ownerChanges as changesAtGoogle,
  ownerDeletes as deletesAtGoogle,
} from "../google/owners-writing.ts";
import {
  ownerAdds as addsAtMicrosoft,
  ownerChanges as changesAtMicrosoft,
  ownerDeletes as deletesAtMicrosoft,
  ownerMoves as movesAtMicrosoft,
} from "../microsoft/owners-writing.ts";
import type { Simulator } from "../simulator.ts";
import { type Calendar, Provider } from "../state/model.ts";
import { ControlError, parseInput } from "./control-error.ts";
import { body } from "./read-body.ts";

const Place = z.strictObject({ provider: Provider, account: z.string(), calendarId: z.string() });
const WithEvent = Place.extend({ event: z.record(z.string(), z.unknown()) });
/** The calendar of the same mailbox to move an event into. */
const WithTarget = Place.extend({ to: z.string() });

/** Events written as the calendar's owner would by hand: whatever role `account` has in it. */
export function eventRoutes(simulator: Simulator): Hono {
  const app = new Hono();

  app.post("/", async (c) => {
    const { event, ...place } = parseInput(WithEvent, await body(c));
    return c.json(addEvent(simulator, ownersCalendar(simulator, place), event), 201);
  });

  app.patch("/:id", async (c) => {
    const { event, ...place } = parseInput(WithEvent, await body(c));
    const calendar = ownersCalendar(simulator, place);
    return c.json(changeEvent(simulator, calendar, { id: c.req.param("id"), event }));
  });

  /** Takes its place from the body, or from the query for callers that cannot send one. */
  app.delete("/:id", async (c) => {
    const calendar = ownersCalendar(simulator, parseInput(Place, await placeInput(c)));
    removeEvent(simulator, calendar, c.req.param("id"));
    return c.body(null, 204);
  });

  app.post("/:id/move", async (c) => {
    const { to, ...place } = parseInput(WithTarget, await body(c));
    const calendar = ownersCalendar(simulator, place);
    const target = ownersCalendar(simulator, { ...place, calendarId: to });
    if (calendar.provider !== "microsoft")
      throw new ControlError(400, [{ field: "provider", message: "events are moved at Microsoft only" }]);
    const moved = movesAtMicrosoft(simulator, calendar, { id: c.req.param("id"), target });
    simulator.store.changed();
    return c.json(moved);
  });

  return app;
}

/** Adds an event in the words of the calendar's provider, and shows it as that provider would. */
export function addEvent(simulator: Simulator, calendar: Calendar, event: Record<string, unknown>) {
  const added = sideOf(calendar).ownerAdds(simulator, calendar, event);
  simulator.store.changed();
  return added;
}

export function changeEvent(
  simulator: Simulator,
  calendar: Calendar,
  change: { id: string; event: Record<string, unknown> },
) {
  const changed = sideOf(calendar).ownerChanges(simulator, calendar, change);
  simulator.store.changed();
  return changed;
}

export function removeEvent(simulator: Simulator, calendar: Calendar, id: string): void {
  sideOf(calendar).ownerDeletes(simulator, calendar, id);
  simulator.store.changed();
}

/** A calendar that `account` can see; "primary" is its own first one. */
export function ownersCalendar(
  simulator: Simulator,
  { account, calendarId, provider }: { account: string; calendarId: string; provider?: Provider },
): Calendar {
  const { state } = simulator.store;
  if (state.accounts[account] === undefined) throw absent("account", account);
  const calendar =
    calendarId === "primary"
      ? Object.values(state.calendars).find(
          (each) => each.primary && each.owner === account && each.provider === (provider ?? each.provider),
        )
      : state.calendars[calendarId];
  const known = calendar !== undefined && !calendar.deleted && calendar.access[account] !== undefined;
  if (!known || (provider !== undefined && calendar.provider !== provider))
    throw absent("calendarId", calendarId);
  return calendar;
}

const sides = {
  google: { ownerAdds: addsAtGoogle, ownerChanges: changesAtGoogle, ownerDeletes: deletesAtGoogle },
  microsoft: {
    ownerAdds: addsAtMicrosoft,
    ownerChanges: changesAtMicrosoft,
    ownerDeletes: deletesAtMicrosoft,
  },
};

function sideOf({ provider }: Calendar) {
  return sides[provider];
}

async function placeInput(c: Context): Promise<unknown> {
  return c.req.header("content-type") === undefined ? c.req.query() : body(c);
}

function absent(field: string, value: string): ControlError {
  return new ControlError(404, [{ field, message: `"${value}" does not exist` }]);
}
