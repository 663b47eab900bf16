import pino, { type Logger } from "pino";
import type { Config } from "./config.ts";

export type { Logger };

/** JSON lines on stdout. Whatever a caller hands over by mistake, these fields never leave the process in clear. */
export function createLogger(level: Config["logLevel"]): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["accessToken", "refreshToken", "password", "authorization", "cookie"].flatMap((field) => [
        field,
        `*.${field}`,
        `*.*.${field}`,
      ]),
      censor: "[redacted]",
    },
  });
}
