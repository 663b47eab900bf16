import pino, { type Logger } from "pino";
import type { Config } from "./config.ts";

export type { Logger };

/** JSON lines on stdout. Whatever a caller hands over by mistake, these fields never leave the process in clear. */
export function createLogger(level: Config["logLevel"], destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => withoutQueryData(pino.stdSerializers.err(error as Error)) },
    redact: {
      paths: ["accessToken", "refreshToken", "password", "authorization", "cookie"].flatMap((field) => [
        field,
        `*.${field}`,
        `*.*.${field}`,
      ]),
      censor: "[redacted]",
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A failed query's message and fields hold the values it was given, people's names among them; its text may stay. */
function withoutQueryData(error: pino.SerializedError): pino.SerializedError {
  if (typeof error !== "object" || error === null || !("params" in error)) return error;
  const query = String(error.query ?? "").slice(0, 500);
  return { type: error.type, message: `A query failed: ${query}`, stack: "", raw: new Error("withheld") };
}
