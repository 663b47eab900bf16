import type { Ctx, Environment } from "@availability/ontology";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";

/** What the server hands to each request of the API, and what authentication adds. */
export type RestEnvironment = {
  Bindings: {
    environment: Environment;
    logger: { error(fields: object, message: string): void };
    requestId: string;
  };
  Variables: { ctx: Ctx };
};

export type RestApi = OpenAPIHono<RestEnvironment>;

/** One request and what is known of it. */
export type RestContext = Context<RestEnvironment>;
