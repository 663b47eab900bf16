import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { Simulator } from "../simulator.ts";
import type { SimulatorState } from "../state/model.ts";
import { ControlError } from "./control-error.ts";

const MOST_KEPT = 20;

/** Everything as it is at one moment, kept in memory, and a way back to it: the latest twenty. */
export function snapshotRoutes({ store }: Simulator): Hono {
  const kept = new Map<string, SimulatorState>();
  const app = new Hono();

  app.post("/", (c) => {
    const id = randomUUID();
    kept.set(id, structuredClone(store.state));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return c.json({ id }, 201);
  });

  app.post("/:id/restore", (c) => {
    const id = c.req.param("id");
    const state = kept.get(id);
    if (state === undefined)
      throw new ControlError(404, [{ field: "snapshot", message: `"${id}" does not exist` }]);
    store.replace(structuredClone(state));
    return c.json({ id });
  });

  return app;
}
