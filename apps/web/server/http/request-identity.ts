import { randomBytes } from "node:crypto";
import { newId } from "@availability/db";
import type { RequestHandler } from "express";

declare global {
  namespace Express {
    interface Locals {
      requestId: string;
      cspNonce: string;
    }
  }
}

/** Gives each request its id and its CSP nonce, and tells the client the id. */
export const requestIdentity: RequestHandler = (request, response, next) => {
  response.locals.requestId = newId();
  response.locals.cspNonce = randomBytes(16).toString("base64");
  response.setHeader("X-Request-Id", response.locals.requestId);
  // Pages read the id from here: app/reference-id.ts.
  response.setHeader("Server-Timing", `request;desc="${response.locals.requestId}"`);
  request.headers["x-client-ip"] = request.ip ?? "";
  next();
};
