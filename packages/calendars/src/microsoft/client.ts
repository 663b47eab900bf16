import { ProviderError } from "@availability/domain/errors";
import { Client, type Context, ResponseType } from "@microsoft/microsoft-graph-client";
import type * as z from "zod";
import { assertSendable } from "../transport.ts";
import type { MicrosoftSettings } from "./config.ts";
import { brokenAnswer, classify, type ErrorContext, networkFailure } from "./errors.ts";

type GraphCall = ErrorContext & {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the version, query included, already encoded. */
  path: string;
  body?: object;
  etag?: string | null;
};

/** One HTTP call: the answer read by `schema`, or a ProviderError. Never retried here. */
export type GraphClient = {
  call<T>(accessToken: string, schema: z.ZodType<T>, call: GraphCall): Promise<T>;
  /** The path of a link that an answer gave; null when it leads elsewhere, where no token may go. */
  pathOf(link: string): string | null;
};

/**
 * Graph over the SDK. Its chain of middleware is one handler that calls fetch, so that nothing retries, redirects or
 * refreshes; the raw answer is judged here, because the SDK loses the cause of a failed connection.
 */
export function createClient(settings: MicrosoftSettings): GraphClient {
  const { baseUrl, version } = splitVersion(settings.graphUrl);
  return {
    async call(accessToken, schema, call) {
      assertSendable(accessToken);
      const answer = await send(settings, { baseUrl, version }, { accessToken, ...call });
      if (answer.status < 200 || answer.status > 299) {
        throw classify(answer, call, settings.now());
      }
      const parsed = schema.safeParse(answer.body);
      if (parsed.success) return parsed.data;
      const places = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join(".") || "body");
      throw brokenAnswer(places.join(", "));
    },
    pathOf: (link) => pathBelow(settings.graphUrl, link),
  };
}

type Answer = { status: number; body: unknown; retryAfter: string | null };

async function send(
  settings: MicrosoftSettings,
  { baseUrl, version }: { baseUrl: string; version: string },
  { accessToken, method = "GET", path, body, etag }: GraphCall & { accessToken: string },
): Promise<Answer> {
  const failure: { cause?: unknown } = {};
  const middleware = {
    async execute(context: Context) {
      context.response = await settings.fetch(context.request, context.options).catch((cause: unknown) => {
        failure.cause = cause;
        throw cause;
      });
    },
  };
  const request = Client.initWithMiddleware({ middleware, baseUrl, defaultVersion: version })
    .api(path)
    .headers({
      authorization: `Bearer ${accessToken}`,
      prefer: preferences(settings.pageSize),
      ...(etag ? { "if-match": etag } : {}),
    })
    .options({ signal: AbortSignal.timeout(settings.timeoutMs), redirect: "manual" })
    .responseType(ResponseType.RAW);
  try {
    const response = (await perform(request, method, body)) as Response; // what RAW stands for
    return {
      status: response.status,
      body: jsonOf(await response.text()),
      retryAfter: response.headers.get("retry-after"),
    };
  } catch (error) {
    throw networkFailure(failure.cause ?? error);
  }
}

type Request = ReturnType<Client["api"]>;

function perform(request: Request, method: GraphCall["method"], body: object | undefined): Promise<unknown> {
  switch (method) {
    case "POST":
      return request.post(body);
    case "PATCH":
      return request.patch(body);
    case "DELETE":
      return request.delete();
    default:
      return request.get();
  }
}

/** Ids that survive a move, times in UTC, notes as they were typed. https://learn.microsoft.com/graph/outlook-immutable-id */
function preferences(pageSize: number): string {
  return [
    'IdType="ImmutableId"',
    'outlook.timezone="UTC"',
    'outlook.body-content-type="text"',
    `odata.maxpagesize=${pageSize}`,
  ].join(", ");
}

/** Null for a body that is no JSON; an empty one is null, too. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function splitVersion(graphUrl: string): { baseUrl: string; version: string } {
  const end = graphUrl.lastIndexOf("/");
  return { baseUrl: graphUrl.slice(0, end), version: graphUrl.slice(end + 1) };
}

function pathBelow(graphUrl: string, link: string): string | null {
  if (!URL.canParse(link)) return null;
  const root = `${new URL(graphUrl).href.replace(/\/+$/, "")}/`;
  const { href } = new URL(link);
  return href.startsWith(root) ? href.slice(root.length - 1) : null;
}

/** The path of a link of an answer to be followed. Throws `unavailable` when it leads away from Graph. */
export function followed(client: GraphClient, link: string): string {
  const path = client.pathOf(link);
  if (path !== null) return path;
  throw new ProviderError("unavailable", "Microsoft sent a link that leads elsewhere", {
    code: "foreign_link",
  });
}
