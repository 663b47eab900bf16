import { Hono } from "hono";
import type { Simulator } from "../simulator.ts";
import { STYLE } from "./style.ts";

/** The hand page: what the calendars hold, and forms to change it. */
export function pageRoutes(_simulator: Simulator): Hono {
  const app = new Hono();
  app.get("/style.css", (c) => c.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  return app;
}
