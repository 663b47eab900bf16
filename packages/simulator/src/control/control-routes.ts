import { Hono } from "hono";
import * as z from "zod";
import { GoogleError } from "../google/google-error.ts";
import { endAccountGrants } from "../google/grants.ts";
import type { Simulator } from "../simulator.ts";
import { addCalendar } from "../state/add-calendar.ts";
import { AccessRole, Settings } from "../state/model.ts";
import { isTimeZone } from "../state/zone.ts";
import { ControlError, parseInput } from "./control-error.ts";
import { eventRoutes } from "./event-routes.ts";
import { FaultInput } from "./fault-rules.ts";
import { notificationRoutes } from "./notification-routes.ts";
import { body } from "./read-body.ts";
import { stateView } from "./state-view.ts";

const TimeZone = z.string().refine(isTimeZone, "is not an IANA time zone");
const Provider = z.literal("google");

const Clock = z.union([
  z.strictObject({ advanceMs: z.number().int() }),
  z.strictObject({ set: z.union([z.iso.datetime({ offset: true }), z.number().int()]) }),
]);

const NewAccount = z.strictObject({
  provider: Provider,
  account: z.email(),
  name: z.string().min(1),
  timeZone: TimeZone,
});

const NewCalendar = z.strictObject({
  provider: Provider,
  /** The owner. */
  account: z.string(),
  id: z.string().min(1).max(200).optional(),
  summary: z.string().min(1),
  timeZone: TimeZone,
  access: z.record(z.string(), AccessRole).optional(),
});

const AccessChange = z.strictObject({
  provider: Provider,
  /** The new role by account; null takes it away. */
  access: z.record(z.string(), AccessRole.nullable()),
});

/** The control door: how tests and people move what the providers' own doors cannot. */
export function controlRoutes(simulator: Simulator): Hono {
  const { store, faults, requests } = simulator;
  const app = new Hono();

  app.get("/state", (c) => c.json(stateView(simulator)));
  app.post("/reset", async (c) => {
    await simulator.reset();
    return c.json(stateView(simulator));
  });
  app.route("/events", eventRoutes(simulator));
  app.route("/notifications", notificationRoutes(simulator));

  app.get("/faults", (c) => c.json(faults.list()));
  app.post("/faults", async (c) => c.json(faults.add(parseInput(FaultInput, await body(c))), 201));
  app.delete("/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.get("/requests", (c) => c.json(requests.list()));
  app.delete("/requests", (c) => {
    requests.clear();
    return c.body(null, 204);
  });

  app.post("/clock", async (c) => {
    const clock = parseInput(Clock, await body(c));
    const step = "advanceMs" in clock ? clock.advanceMs : new Date(clock.set).getTime() - simulator.now();
    store.state.clockOffsetMs += step;
    store.changed();
    return c.json({ now: new Date(simulator.now()).toISOString() });
  });

  app.post("/settings", async (c) => {
    const settings = parseInput(Settings.partial(), await body(c));
    store.state.settings = { ...store.state.settings, ...settings };
    store.changed();
    return c.json(store.state.settings);
  });

  app.post("/accounts", async (c) => {
    const { account, name, timeZone } = parseInput(NewAccount, await body(c));
    if (store.state.accounts[account] !== undefined) throw taken("account", account);
    const sub = String(100000000000000000000n + BigInt(Object.keys(store.state.accounts).length + 1));
    store.state.accounts[account] = { email: account, name, sub, timeZone };
    addCalendar(store.state, { id: account, summary: name, timeZone, owner: account, primary: true });
    store.changed();
    return c.json({ account, sub, primaryCalendarId: account }, 201);
  });

  app.post("/accounts/:account/revoke", (c) => {
    const account = c.req.param("account");
    if (store.state.accounts[account] === undefined) throw unknown("account", account);
    const revoked = endAccountGrants(store.state, account);
    store.changed();
    return c.json({ revoked });
  });

  app.post("/calendars", async (c) => {
    const { account, id, provider: _, ...input } = parseInput(NewCalendar, await body(c));
    if (store.state.accounts[account] === undefined) throw unknown("account", account);
    const calendarId = id ?? `${crypto.randomUUID()}@group.calendar.google.example`;
    if (store.state.calendars[calendarId] !== undefined) throw taken("id", calendarId);
    const { access, ...rest } = input;
    const calendar = addCalendar(store.state, {
      ...rest,
      id: calendarId,
      owner: account,
      ...(access === undefined ? {} : { access }),
    });
    store.changed();
    return c.json({ id: calendar.id }, 201);
  });

  app.patch("/calendars/:id", async (c) => {
    const { access } = parseInput(AccessChange, await body(c));
    const calendar = calendarById(simulator, c.req.param("id"));
    for (const [account, role] of Object.entries(access)) {
      if (role === null) delete calendar.access[account];
      else calendar.access[account] = role;
    }
    // A change of access ends all sync tokens, as with Google.
    calendar.epoch = crypto.randomUUID();
    touch(simulator, calendar);
    return c.json({ id: calendar.id, access: calendar.access });
  });

  app.delete("/calendars/:id", (c) => {
    const calendar = calendarById(simulator, c.req.param("id"));
    calendar.deleted = true;
    touch(simulator, calendar);
    return c.body(null, 204);
  });

  app.all("*", (c) => c.json({ error: `The control door has no ${c.req.method} ${c.req.path}.` }, 404));
  app.onError((error, c) => {
    if (error instanceof ControlError)
      return c.json({ error: error.message, issues: error.issues }, error.status);
    if (error instanceof GoogleError)
      return c.json({ error: error.message, reason: error.reason }, error.status);
    throw error;
  });
  return app;
}

function calendarById(simulator: Simulator, id: string) {
  const calendar = simulator.store.state.calendars[id];
  if (calendar === undefined) throw unknown("calendarId", id);
  return calendar;
}

function touch({ store }: Simulator, calendar: { listVersion: number }): void {
  store.state.listVersion += 1;
  calendar.listVersion = store.state.listVersion;
  store.changed();
}

function unknown(field: string, value: string): ControlError {
  return new ControlError(404, [{ field, message: `"${value}" does not exist` }]);
}

function taken(field: string, value: string): ControlError {
  return new ControlError(409, [{ field, message: `"${value}" exists already` }]);
}
