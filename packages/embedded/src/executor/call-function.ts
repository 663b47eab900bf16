import * as z from "zod";
import type { Handler } from "./registry.ts";
import type { StoredError } from "./types.ts";

export type Call = {
  functionId: string;
  /** sha1 of one planned step, or null to look for the next one. */
  stepId: string | null;
  runId: string;
  event: unknown;
  attempt: number;
  maxAttempts: number;
  /** Results by step id. */
  steps: Record<string, { data: unknown } | { error: StoredError }>;
  /** Step ids in the order of their completion. */
  stack: string[];
  /** Set while other steps are open: the SDK must plan what it finds and not run it at once. */
  planOnly: boolean;
};

export type Outcome =
  | { kind: "completed"; output: unknown }
  | { kind: "failed"; error: StoredError; retry: boolean; retryAfter: string | null }
  | { kind: "ops"; ops: Op[]; retryAfter: string | null };

export type CallFunction = (call: Call) => Promise<Outcome>;

/** The SDK's serialised errors; its own complaints carry `error` in place of `message`. */
export const StoredErrorSchema = z
  .looseObject({
    name: z.string().default("Error"),
    message: z.string().optional(),
    error: z.string().optional(),
    stack: z.string().optional(),
  })
  .catch({ name: "Error" })
  .transform(
    ({ error, ...rest }): StoredError => ({
      ...rest,
      message: rest.message ?? error ?? "the function failed without saying why",
    }),
  );

export const Op = z.object({
  id: z.string(),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  opts: z
    .looseObject({
      if: z.string().nullish(),
      timeout: z.string().nullish(),
      function_id: z.string().nullish(),
      payload: z.looseObject({}).nullish(),
    })
    .nullish(),
});
export type Op = z.infer<typeof Op>;

/** Calls one function in process, through the handler that Inngest's server would call over HTTP. Never throws. */
export function functionCaller(handler: Handler): CallFunction {
  return async (call) => {
    try {
      return await readAnswer(await handler(toRequest(call)));
    } catch (error) {
      return { kind: "failed", error: storedError(error), retry: true, retryAfter: null };
    }
  };
}

function toRequest(call: Call): Request {
  const query = new URLSearchParams({ fnId: call.functionId, stepId: call.stepId ?? "step" });
  return new Request(`http://embedded.invalid/?${query}`, {
    method: "POST",
    headers: { host: "embedded.invalid", "content-type": "application/json" },
    body: JSON.stringify({
      version: 2,
      event: call.event,
      events: [call.event],
      steps: call.steps,
      // Without fn_id the SDK does not checkpoint.
      ctx: {
        run_id: call.runId,
        attempt: call.attempt,
        max_attempts: call.maxAttempts,
        disable_immediate_execution: call.planOnly,
        use_api: false,
        stack: { stack: call.stack, current: call.stack.length },
      },
    }),
  });
}

async function readAnswer(response: Response): Promise<Outcome> {
  const body: unknown = JSON.parse((await response.text()) || "null");
  const retryAfter = response.headers.get("retry-after");
  if (response.status === 200) return { kind: "completed", output: body };
  if (response.status === 206) {
    return { kind: "ops", ops: z.array(Op).parse(Array.isArray(body) ? body : [body]), retryAfter };
  }
  const final = response.status === 400 || response.headers.get("x-inngest-no-retry") === "true";
  return { kind: "failed", error: StoredErrorSchema.parse(body), retry: !final, retryAfter };
}

function storedError(error: unknown): StoredError {
  return error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: "Error", message: String(error) };
}
