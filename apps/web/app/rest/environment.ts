import type { Ctx, Environment } from "@availability/ontology";
import type { RateLimiter } from "@availability/ontology/rate-limit";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";

/** What the server hands to each request of the API, and what authentication adds. */
export type RestEnvironment = {
  Bindings: {
    environment: Environment;
    logger: { error(fields: object, message: string): void };
    requestId: string;
    /** Where the request came from; null when that is not known. */
    address: string | null;
    /** Null: requests are not counted. */
    limits: RateLimits | null;
  };
  Variables: { ctx: Ctx };
};

/** Of each API key, unless the operator does without; and of each address that sends no valid key. */
export type RateLimits = { perKey: RateLimiter | null; perAddress: RateLimiter };

export type RestApi = OpenAPIHono<RestEnvironment>;

/** One request and what is known of it. */
export type RestContext = Context<RestEnvironment>;
