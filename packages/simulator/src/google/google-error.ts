import type { ContentfulStatusCode } from "hono/utils/http-status";

interface ErrorOptions {
  domain?: string;
  location?: string;
  locationType?: "parameter" | "header";
  /** The newer `status` word, e.g. PERMISSION_DENIED, where Google sends one. */
  word?: string;
  details?: unknown[];
}

/** A refusal in the shape of the Calendar API: `{error: {errors: [{domain, reason, message}], code, message}}`. */
export class GoogleError extends Error {
  readonly status: ContentfulStatusCode;
  readonly reason: string;
  readonly options: ErrorOptions;

  constructor(status: ContentfulStatusCode, reason: string, message: string, options: ErrorOptions = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.options = options;
  }

  get body() {
    const { domain = "global", location, locationType, word, details } = this.options;
    const first = { domain, reason: this.reason, message: this.message };
    return {
      error: {
        errors: [
          location === undefined ? first : { ...first, locationType: locationType ?? "parameter", location },
        ],
        code: this.status,
        message: this.message,
        ...(word === undefined ? {} : { status: word }),
        ...(details === undefined ? {} : { details }),
      },
    };
  }
}

export function invalid(message: string, location?: string): GoogleError {
  return new GoogleError(400, "invalid", message, location === undefined ? {} : { location });
}

export function badRequest(message: string): GoogleError {
  return new GoogleError(400, "badRequest", message);
}

export function notFound(): GoogleError {
  return new GoogleError(404, "notFound", "Not Found");
}
