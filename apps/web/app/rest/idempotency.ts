import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import {
  type Attempt,
  beginRequest,
  finishRequest,
  type KeptAnswer,
  type RequestState,
} from "@availability/ontology/idempotency";
import type { MiddlewareHandler } from "hono";
import type { RestContext, RestEnvironment } from "./environment.ts";
import { httpProblem, invalidInput } from "./problem.ts";

const keptHeaders = ["Content-Type", "Location", "ETag"];

/**
 * Answers a POST that is sent again under its Idempotency-Key with the answer of the first one, marked as a replay; nothing is
 * done twice, even when the server died after doing it: then the verb finds its result and the answer is made of that. After draft-ietf-httpapi-idempotency-key-header. Answers of 500 and above are not kept, nor are those of
 * requests that come too often.
 */
export const idempotency: MiddlewareHandler<RestEnvironment> = async (context, next) => {
  const header = context.req.header("Idempotency-Key");
  if (header === undefined || context.req.method !== "POST" || !context.var.ctx) return next();
  const request = { key: keyOf(header), requestHash: await hashOf(context) };
  const state = await untilAnswered(context, request);
  switch (state.kind) {
    case "begun":
      return answerOnce(context, next, state.attempt);
    case "answered":
      return replay(state.answer);
    case "under_way":
      return stillUnderWay(context);
    case "reused":
      return httpProblem(
        context,
        422,
        "This Idempotency-Key stands for another request; take a new key for each new request",
      );
  }
};

async function answerOnce(context: RestContext, next: () => Promise<void>, attempt: Attempt): Promise<void> {
  context.set("ctx", { ...context.var.ctx, attempt });
  let answer: KeptAnswer | null = null;
  try {
    await next();
    if (attempt.committed) context.header("Idempotency-Replayed", "true");
    answer = await toKeep(context.res);
  } finally {
    await finishRequest(context.var.ctx, attempt, answer);
  }
}

async function toKeep(response: Response): Promise<KeptAnswer | null> {
  const { status } = response;
  if (status >= 500 || status === 429) return null;
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { status, headers: Object.fromEntries(headers), body: await response.clone().text() };
}

function replay({ status, headers, body }: KeptAnswer): Response {
  return new Response(body === "" ? null : body, {
    status,
    headers: { ...headers, "Idempotency-Replayed": "true" },
  });
}

const pollMs = 50;
const mostPolls = 200;

/** What became of the request: while another of the same key is under way, it is waited for, ten seconds at most. */
async function untilAnswered(
  context: RestContext,
  request: { key: string; requestHash: string },
): Promise<RequestState> {
  for (let polls = 0; ; polls += 1) {
    const state = await beginRequest(context.var.ctx, request);
    if (state.kind !== "under_way" || polls === mostPolls) return state;
    await setTimeout(pollMs);
  }
}

function stillUnderWay(context: RestContext): Response {
  const problem = httpProblem(
    context,
    409,
    "The first request under this Idempotency-Key is still under way; send it again in a moment",
  );
  problem.headers.set("Retry-After", "1");
  return problem;
}

function keyOf(header: string): string {
  const key = header.trim();
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const detail = "Idempotency-Key takes 1 to 200 visible ASCII characters, such as a UUID";
  throw invalidInput([{ pointer: "", detail }]);
}

async function hashOf({ req }: RestContext): Promise<string> {
  const { pathname, search } = new URL(req.url);
  const parts = [req.method, pathname + search, req.header("If-Match") ?? "", await req.text()];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
