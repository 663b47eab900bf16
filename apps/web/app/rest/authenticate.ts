import { DomainError, isDomainError } from "@availability/domain/errors";
import type { Actor } from "@availability/ontology";
import { authenticateApiKey } from "@availability/ontology/organization";
import type { MiddlewareHandler } from "hono";
import type { RestContext, RestEnvironment } from "./environment.ts";
import { openApiPath } from "./open-api.ts";
import { limitFailures } from "./rate-limit.ts";

/** Resolves the API key to its actor. Nothing else identifies a caller here: cookies are not looked at. */
export const authenticate: MiddlewareHandler<RestEnvironment> = async (context, next) => {
  if (context.req.path === openApiPath) return next();
  const { environment } = context.env;
  const actor = await identify(context);
  context.set("ctx", { ...environment, actor });
  return next();
};

async function identify(context: RestContext): Promise<Actor> {
  try {
    return await authenticateApiKey(context.env.environment, bearerKey(context.req.header("Authorization")));
  } catch (error) {
    if (isDomainError(error) && error.code === "unauthenticated") await limitFailures(context);
    throw error;
  }
}

/** The key in an Authorization header (RFC 6750 section 2.1). Throws `unauthenticated` when there is none. */
export function bearerKey(header: string | undefined): string {
  if (!header) {
    throw new DomainError("unauthenticated", "Send your API key in the header: Authorization: Bearer avk_…");
  }
  const [, key] = /^Bearer +(avk_[\w-]{43})$/i.exec(header.trim()) ?? [];
  if (key) return key;
  throw new DomainError(
    "unauthenticated",
    "The Authorization header must read: Bearer avk_…, with a key from Settings",
  );
}
