import { type Context, Hono } from "hono";
import * as z from "zod";
import { horizonOf } from "../google/call.ts";
import { eventBodyViolation } from "../google/event-input.ts";
import { eventView } from "../google/event-view.ts";
import type { Occurrence } from "../google/occurrences.ts";
import { deleteEvent, insertEvent, patchEvent } from "../google/write-event.ts";
import type { Writing } from "../google/writing.ts";
import type { Simulator } from "../simulator.ts";
import type { Calendar } from "../state/model.ts";
import { ControlError, parseInput } from "./control-error.ts";
import { body } from "./read-body.ts";

const Place = z.strictObject({ provider: z.literal("google"), account: z.string(), calendarId: z.string() });
const WithEvent = Place.extend({ event: z.record(z.string(), z.unknown()) });

/** Events written as the calendar's owner would by hand: whatever role `account` has in it. */
export function eventRoutes(simulator: Simulator): Hono {
  const app = new Hono();

  app.post("/", async (c) => {
    const { event, ...place } = parseInput(WithEvent, await body(c));
    const writing = ownersWriting(simulator, place);
    return written(c, simulator, writing.calendar, insertEvent(writing, checked(event)), 201);
  });

  app.patch("/:id", async (c) => {
    const { event, ...place } = parseInput(WithEvent, await body(c));
    const writing = ownersWriting(simulator, place);
    return written(
      c,
      simulator,
      writing.calendar,
      patchEvent(writing, c.req.param("id"), checked(event)),
      200,
    );
  });

  /** Takes its place from the body, or from the query for callers that cannot send one. */
  app.delete("/:id", async (c) => {
    const input = c.req.header("content-type") === undefined ? c.req.query() : await body(c);
    deleteEvent(ownersWriting(simulator, parseInput(Place, input)), c.req.param("id"));
    simulator.store.changed();
    return c.body(null, 204);
  });

  return app;
}

/** The right to write into a calendar that `account` can see, as its owner. */
export function ownersWriting(
  simulator: Simulator,
  { account, calendarId }: { account: string; calendarId: string },
): Writing {
  const { state } = simulator.store;
  if (state.accounts[account] === undefined) throw absent("account", account);
  const calendar = state.calendars[calendarId === "primary" ? account : calendarId];
  if (calendar === undefined || calendar.deleted || calendar.access[account] === undefined) {
    throw absent("calendarId", calendarId);
  }
  return { state, calendar, actor: calendar.owner, now: simulator.now(), horizon: horizonOf(simulator) };
}

function checked(event: Record<string, unknown>): Record<string, unknown> {
  const violation = eventBodyViolation(event);
  if (violation === null) return event;
  throw new ControlError(400, [{ field: "event", message: violation }]);
}

function written(
  c: Context,
  simulator: Simulator,
  calendar: Calendar,
  occurrence: Occurrence,
  status: 200 | 201,
) {
  simulator.store.changed();
  const { timeZone } = calendar;
  return c.json(
    eventView(occurrence, { calendar, timeZone, role: "owner", publicUrl: simulator.publicUrl() }),
    status,
  );
}

function absent(field: string, value: string): ControlError {
  return new ControlError(404, [{ field, message: `"${value}" does not exist` }]);
}
