import { Hono } from "hono";
import * as z from "zod";
import { GoogleError } from "../google/google-error.ts";
import { GraphError } from "../microsoft/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import { addCalendar } from "../state/add-calendar.ts";
import { endAccountGrants } from "../state/grants.ts";
import { AccessRole, Provider } from "../state/model.ts";
import { Settings } from "../state/settings.ts";
import { isTimeZone } from "../state/zone.ts";
import { ControlError, parseInput } from "./control-error.ts";
import { eventRoutes } from "./event-routes.ts";
import { FaultInput } from "./fault-rules.ts";
import { notificationRoutes } from "./notification-routes.ts";
import { body } from "./read-body.ts";
import { snapshotRoutes } from "./snapshot-routes.ts";
import { stateView } from "./state-view.ts";
import { subscriptionRoutes } from "./subscription-routes.ts";

const TimeZone = z.string().refine(isTimeZone, "is not an IANA time zone");

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

/** At one provider or at all; `password` is how Entra ends grants when that is changed. */
const Revocation = z.strictObject({
  provider: Provider.optional(),
  reason: z.enum(["consent", "password"]).default("consent"),
});

const CalendarChange = z.strictObject({
  provider: Provider,
  summary: z.string().min(1).optional(),
  /** The new role by account; null takes it away. */
  access: z.record(z.string(), AccessRole.nullable()).optional(),
  /** Ends all sync tokens and delta links of the calendar. */
  endTokens: z.literal(true).optional(),
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
  app.route("/subscriptions", subscriptionRoutes(simulator));
  app.route("/snapshots", snapshotRoutes(simulator));
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
    const { provider, account, name, timeZone } = parseInput(NewAccount, await body(c));
    const known = store.state.accounts[account];
    if (known?.providers.includes(provider)) throw taken("account", account);
    const sub = String(100000000000000000000n + BigInt(Object.keys(store.state.accounts).length + 1));
    store.state.accounts[account] =
      known === undefined
        ? { email: account, name, sub, timeZone, providers: [provider] }
        : { ...known, providers: [...known.providers, provider] };
    const id = provider === "google" ? account : newCalendarId(provider);
    const summary = provider === "google" ? name : "Calendar";
    addCalendar(store.state, { provider, id, summary, timeZone, owner: account, primary: true });
    store.changed();
    return c.json({ account, sub: known?.sub ?? sub, primaryCalendarId: id }, 201);
  });

  app.post("/accounts/:account/revoke", async (c) => {
    const account = c.req.param("account");
    if (store.state.accounts[account] === undefined) throw unknown("account", account);
    const input = c.req.header("content-type") === undefined ? {} : await body(c);
    const { provider, reason } = parseInput(Revocation, input);
    const revoked = endAccountGrants(store.state, account, {
      provider,
      error: reason === "password" ? 50173 : 65001,
    });
    store.changed();
    return c.json({ revoked });
  });

  app.post("/calendars", async (c) => {
    const { account, id, ...input } = parseInput(NewCalendar, await body(c));
    if (!store.state.accounts[account]?.providers.includes(input.provider)) throw unknown("account", account);
    const calendarId = id ?? newCalendarId(input.provider);
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
    const { access = {}, summary, endTokens = false } = parseInput(CalendarChange, await body(c));
    const calendar = calendarById(simulator, c.req.param("id"));
    for (const [account, role] of Object.entries(access)) {
      if (role === null) delete calendar.access[account];
      else calendar.access[account] = role;
    }
    // A change of access ends all sync tokens, as with Google.
    if (endTokens || Object.keys(access).length > 0) calendar.epoch = crypto.randomUUID();
    if (summary !== undefined) calendar.summary = summary;
    touch(simulator, calendar);
    return c.json({ id: calendar.id, summary: calendar.summary, access: calendar.access });
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
    if (error instanceof GraphError)
      return c.json({ error: error.message, reason: error.code }, error.status);
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

function newCalendarId(provider: Provider): string {
  if (provider === "google") return `${crypto.randomUUID()}@group.calendar.google.example`;
  return `AAMkADB${Buffer.from(crypto.randomUUID()).toString("base64url")}AAA=`;
}

function unknown(field: string, value: string): ControlError {
  return new ControlError(404, [{ field, message: `"${value}" does not exist` }]);
}

function taken(field: string, value: string): ControlError {
  return new ControlError(409, [{ field, message: `"${value}" exists already` }]);
}
