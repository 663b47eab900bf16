import type { Database } from "@availability/db";
import { createRateLimiter } from "@availability/ontology/rate-limit";
import type { RateLimits } from "../app/rest/environment.ts";
import type { Config } from "./config.ts";
import type { Logger } from "./logger.ts";

const failuresPerMinute = 60;

/** The counters of the API's callers, which all processes on this database share. */
export function createLimits({
  config,
  logger,
  database: { sql },
}: {
  config: Config;
  logger: Logger;
  database: Database;
}): RateLimits {
  const onFailure = (err: unknown) =>
    logger.error(
      { err },
      "requests are counted in this process alone, since the database does not count them",
    );
  const limiter = (name: string, limit: number) => createRateLimiter({ sql, name, limit, onFailure });
  const { apiRateLimitPerMinute } = config;
  return {
    perKey: apiRateLimitPerMinute === null ? null : limiter("api-key", apiRateLimitPerMinute),
    perAddress: limiter("api-address", failuresPerMinute),
  };
}
