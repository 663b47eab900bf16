import { randomUUID } from "node:crypto";

/** A refusal of Entra's token endpoint, which names its cause by an AADSTS number. */
export class EntraError extends Error {
  readonly status: 400 | 401;
  readonly error: string;
  readonly number: number;

  constructor(status: 400 | 401, error: string, number: number, description: string) {
    super(`AADSTS${number}: ${description}`);
    this.status = status;
    this.error = error;
    this.number = number;
  }

  /** `now` in epoch ms. */
  body(now: number) {
    const traceId = randomUUID();
    const correlationId = randomUUID();
    const timestamp = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")}Z`;
    return {
      error: this.error,
      error_description: `${this.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [this.number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.number}`,
    };
  }
}
