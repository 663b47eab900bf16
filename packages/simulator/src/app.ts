import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { controlRoutes } from "./control/control-routes.ts";
import { faultMiddleware } from "./control/fault-middleware.ts";
import { authorizeRoutes } from "./google/authorize.ts";
import { calendarRoutes } from "./google/calendar-routes.ts";
import { identifyGoogle } from "./google/identify.ts";
import { tokenRoutes } from "./google/token-endpoint.ts";
import { limitBody } from "./limit-body.ts";
import { localOnly } from "./local-only.ts";
import { authorizeRoutes as entraAuthorizeRoutes } from "./microsoft/authorize.ts";
import { batchRoutes } from "./microsoft/batch.ts";
import { graphRoutes } from "./microsoft/graph-routes.ts";
import { identifyMicrosoft } from "./microsoft/identify.ts";
import { tokenRoutes as entraTokenRoutes } from "./microsoft/token-endpoint.ts";
import { pageRoutes } from "./page/page-routes.ts";
import type { Simulator } from "./simulator.ts";

const MAX_BODY_BYTES = 1_000_000;

/** The whole simulator as one HTTP application. */
export function simulatorApp(
  simulator: Simulator,
  ownHosts: () => string[],
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(localOnly(ownHosts));
  app.use(limitBody(MAX_BODY_BYTES));
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"], frameAncestors: ["'none'"] },
      // "no-referrer" would make browsers send Origin: null with our own forms.
      referrerPolicy: "same-origin",
      strictTransportSecurity: false,
    }),
  );
  app.use("/google/*", faultMiddleware(simulator, identifyGoogle(simulator)));
  app.use("/microsoft/*", faultMiddleware(simulator, identifyMicrosoft(simulator)));
  app.use(async (_c, next) => {
    await next();
    // No answer leaves before what it tells of is on disk.
    await simulator.store.saved();
  });
  app.route("/google", authorizeRoutes(simulator));
  app.route("/google", tokenRoutes(simulator));
  app.route("/google", calendarRoutes(simulator));
  const batched = new Hono<{ Bindings: HttpBindings }>();
  batched.use(faultMiddleware(simulator, identifyMicrosoft(simulator)));
  batched.route("/microsoft/v1.0", graphRoutes(simulator));
  app.route(
    "/microsoft/v1.0/$batch",
    batchRoutes(simulator, async (request, env) => batched.fetch(request, env as HttpBindings)),
  );
  app.route("/microsoft/v1.0", graphRoutes(simulator));
  app.route("/microsoft", entraAuthorizeRoutes(simulator));
  app.route("/microsoft", entraTokenRoutes(simulator));
  app.route("/__sim", controlRoutes(simulator));
  app.route("/", pageRoutes(simulator));
  app.onError((error, c) => {
    simulator.log(`${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`);
    return c.json({ error: { code: 500, message: `Simulator: ${error.message}` } }, 500);
  });
  return app;
}
