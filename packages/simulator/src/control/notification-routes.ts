import { Hono } from "hono";
import { DeliveryFault } from "../notifications/delivery-faults.ts";
import type { Simulator } from "../simulator.ts";
import { parseInput } from "./control-error.ts";
import { body } from "./read-body.ts";

/** What was delivered to webhooks, the faults on the way, and a wait until everything has arrived. */
export function notificationRoutes({ notifications }: Simulator): Hono {
  const app = new Hono();
  app.get("/", (c) => c.json(notifications.list()));
  app.delete("/", (c) => {
    notifications.clear();
    return c.body(null, 204);
  });
  app.post("/faults", async (c) => {
    notifications.addFault(parseInput(DeliveryFault, await body(c)));
    return c.body(null, 204);
  });
  app.post("/settle", async (c) => {
    await notifications.settled();
    return c.json(notifications.list());
  });
  return app;
}
