import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import type { Config } from "../config.ts";
import type { Logger } from "../logger.ts";
import { apiDocs } from "./api-docs.ts";
import { healthz, type ReadinessChecks, readyz } from "./health.ts";
import { refuse } from "./refuse.ts";
import type { Screens } from "./remix.ts";
import { bodyLimit, canonicalLoopback, sameOriginWrites } from "./request-guards.ts";
import { requestIdentity } from "./request-identity.ts";
import { requestLog } from "./request-log.ts";
import { securityHeaders } from "./security-headers.ts";

const maximumBodyBytes = 1024 * 1024;

export type AppOptions = {
  config: Pick<Config, "appUrl" | "trustedProxies">;
  logger: Logger;
  screens: Screens;
  checks: ReadinessChecks;
  isDevelopment: boolean;
  /** Origins of the providers' consent pages. */
  consentOrigins: readonly string[];
  /** Where calendar providers tell of changes, and whether they can reach us; null where there is no such door. */
  notifications: { doors: RequestHandler; areOn: boolean } | null;
  /** Where an Inngest server calls us; null on the embedded executor. */
  jobsDoor: RequestHandler | null;
};

/** The chain every request passes, from its id to its page. */
export function createApp(options: AppOptions): Express {
  const { config, logger, screens, checks, isDevelopment, consentOrigins, jobsDoor } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.trustedProxies);
  app.use(requestIdentity, requestLog(logger));
  app.use(
    securityHeaders({
      isHttps: config.appUrl.protocol === "https:",
      isDevelopment,
      formTargets: consentOrigins,
    }),
  );
  app.get("/healthz", healthz);
  const { notifications } = options;
  app.get("/readyz", readyz(checks, logger, { notifications: notifications?.areOn ? "on" : "off" }));
  if (jobsDoor) app.use(jobsDoor);
  if (notifications) app.use(notifications.doors);
  app.use(
    canonicalLoopback(config.appUrl),
    bodyLimit(maximumBodyBytes),
    sameOriginWrites(config.appUrl.origin),
  );
  app.use(compression({ filter: mayCompress }));
  app.use(apiDocs());
  app.use(screens.assets);
  app.use(screens.pages);
  app.use(unexpected(logger));
  return app;
}

/** An event stream must not wait in a compression buffer. */
const mayCompress: compression.CompressionFilter = (request, response) =>
  !String(response.getHeader("Content-Type")).startsWith("text/event-stream") &&
  compression.filter(request, response);

function unexpected(logger: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const status =
      typeof error?.status === "number" && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) logger.error({ err: error, requestId: response.locals.requestId }, "request failed");
    if (response.headersSent) return next(error);
    refuse(request, response, {
      status,
      code: status === 404 ? "not_found" : status === 500 ? "unexpected" : "invalid",
      title: status === 404 ? "Not found" : status === 500 ? "Something went wrong" : "Request refused",
      detail:
        status === 500
          ? "The fault is ours and has been recorded. Nothing you did before is lost; please try again."
          : "The address or the request is not one we can answer.",
    });
  };
}
