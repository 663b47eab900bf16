import { ProviderError } from "@availability/domain/errors";
import { calendar, type calendar_v3, type MethodOptions } from "googleapis/build/src/apis/calendar/index.js";
import type * as z from "zod";
import { assertSendable } from "../transport.ts";
import type { GoogleSettings } from "./config.ts";
import { type ErrorContext, toProviderError } from "./errors.ts";

/** One method of the SDK, bound to its parameters. */
type ApiCall = (api: calendar_v3.Calendar, options: MethodOptions) => Promise<{ data: unknown }>;

type CallContext = ErrorContext & { etag?: string | null };

/** One HTTP call: the answer read by `schema`, or a ProviderError. Never retried here. */
export type GoogleClient = {
  call<T>(accessToken: string, schema: z.ZodType<T>, run: ApiCall, context?: CallContext): Promise<T>;
};

/**
 * The calendar API over the SDK. The SDK gets an access token as a header and nothing else, so that it
 * cannot refresh; its own retries are off, because they ignore Retry-After.
 */
export function createClient(settings: GoogleSettings): GoogleClient {
  const api = calendar({
    version: "v3",
    retry: false,
    timeout: settings.timeoutMs,
    fetchImplementation: settings.fetch,
  });
  return {
    async call(accessToken, schema, run, context = {}) {
      assertSendable(accessToken);
      const headers: Record<string, string> = { authorization: `Bearer ${accessToken}` };
      if (context.etag) headers["if-match"] = context.etag;
      // Per call, because the SDK drops the path of a root URL that is set on the client.
      const options = { headers, rootUrl: settings.apiRootUrl };
      const answer = await run(api, options).catch((error: unknown) => {
        throw toProviderError(error, context, settings.now());
      });
      const parsed = schema.safeParse(answer.data);
      if (!parsed.success) throw brokenAnswer(parsed.error);
      return parsed.data;
    },
  };
}

/** HTML in place of JSON, a truncated body, or JSON of another shape. Names the places, never the values. */
function brokenAnswer(error: z.ZodError): ProviderError {
  const places = error.issues.slice(0, 3).map((issue) => issue.path.join(".") || "body");
  return new ProviderError(
    "unavailable",
    `Google sent an answer that cannot be read (${places.join(", ")})`,
    {
      code: "unreadable_answer",
    },
  );
}
