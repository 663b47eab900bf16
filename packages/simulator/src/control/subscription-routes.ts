import { Hono } from "hono";
import * as z from "zod";
import { notifyLifecycle } from "../microsoft/notify.ts";
import type { Simulator } from "../simulator.ts";
import { ControlError, parseInput } from "./control-error.ts";
import { body } from "./read-body.ts";

const Lifecycle = z.strictObject({
  event: z.enum(["reauthorizationRequired", "subscriptionRemoved", "missed"]),
});

/** The subscriptions of Microsoft's side, and the lifecycle notifications that nothing else brings about here. */
export function subscriptionRoutes(simulator: Simulator): Hono {
  const { store } = simulator;
  const app = new Hono();

  app.get("/", (c) =>
    c.json(
      Object.values(store.state.subscriptions).map(
        ({ clientState: _, told: __, remindedOf: ___, ...subscription }) => ({
          ...subscription,
          expiresAt: new Date(subscription.expiresAt).toISOString(),
        }),
      ),
    ),
  );

  app.post("/:id/lifecycle", async (c) => {
    const { event } = parseInput(Lifecycle, await body(c));
    const id = c.req.param("id");
    const subscription = store.state.subscriptions[id];
    if (subscription === undefined)
      throw new ControlError(404, [{ field: "subscription", message: `"${id}" does not exist` }]);
    notifyLifecycle(simulator, subscription, event);
    store.changed();
    return c.json({ id, event });
  });

  return app;
}
