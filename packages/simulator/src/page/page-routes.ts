import { type Context, Hono } from "hono";
import { ControlError, parseInput } from "../control/control-error.ts";
import { addEvent, changeEvent, ownersCalendar, removeEvent } from "../control/event-routes.ts";
import { GoogleError } from "../google/google-error.ts";
import { GraphError } from "../microsoft/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import { endAccountGrants } from "../state/grants.ts";
import { AccountForm, EventForm, eventBody, PlaceForm } from "./forms.ts";
import { homePage } from "./home-page.ts";
import { STYLE } from "./style.ts";

const DONE: Record<string, string> = {
  added: "The event was added.",
  moved: "The event was moved.",
  deleted: "The event was deleted.",
  revoked: "Access was revoked: the app's tokens for this account no longer work.",
};

/** The hand page: what the calendars hold, and forms to change it as their owner would. */
export function pageRoutes(simulator: Simulator): Hono {
  const { store } = simulator;
  const app = new Hono();

  app.get("/", (c) =>
    c.html(homePage(simulator, { done: DONE[c.req.query("done") ?? ""] ?? null, problem: null })),
  );
  app.get("/style.css", (c) => c.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" }));

  app.post("/page/events/add", async (c) => {
    const form = parseInput(EventForm, await c.req.parseBody());
    const calendar = ownersCalendar(simulator, form);
    addEvent(simulator, calendar, eventBody(form, calendar));
    return done(c, "added", form.calendarId);
  });

  app.post("/page/events/move", async (c) => {
    const form = parseInput(EventForm.extend({ eventId: PlaceForm.shape.eventId }), await c.req.parseBody());
    const calendar = ownersCalendar(simulator, form);
    changeEvent(simulator, calendar, { id: form.eventId, event: eventBody(form, calendar) });
    return done(c, "moved", form.calendarId);
  });

  app.post("/page/events/delete", async (c) => {
    const form = parseInput(PlaceForm, await c.req.parseBody());
    removeEvent(simulator, ownersCalendar(simulator, form), form.eventId);
    return done(c, "deleted", form.calendarId);
  });

  app.post("/page/revoke", async (c) => {
    const { account } = parseInput(AccountForm, await c.req.parseBody());
    endAccountGrants(store.state, account);
    return done(c, "revoked", account);
  });

  function done(c: Context, what: string, place: string) {
    store.changed();
    return c.redirect(`/?done=${what}#${encodeURIComponent(place)}`, 303);
  }

  app.onError((error, c) => {
    if (!(error instanceof ControlError) && !(error instanceof GoogleError) && !(error instanceof GraphError))
      throw error;
    return c.html(homePage(simulator, { done: null, problem: error.message }), error.status);
  });
  return app;
}
