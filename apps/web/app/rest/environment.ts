import type { Ctx, Environment } from "@availability/ontology";
import type { OpenAPIHono } from "@hono/zod-openapi";

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
