import * as z from "zod";
import { parseCron } from "./cron.ts";
import { durationMs } from "./duration.ts";
import { compileExpression, type Expression } from "./expression.ts";
import type { Registration } from "./types.ts";

/** One function as the executor sees it. Ids are `<app>-<function>`. */
export type FunctionDefinition = {
  id: string;
  maxAttempts: number;
  events: EventMatcher[];
  crons: string[];
  lane: { key: Expression | null; limit: number } | null;
  singleton: { key: Expression | null; mode: "skip" | "cancel" } | null;
  debounce: { key: Expression | null; periodMs: number } | null;
  idempotency: Expression | null;
  cancelOn: EventMatcher[];
};

export type EventMatcher = { event: string; matches: Expression | null };
export type Registry = ReadonlyMap<string, FunctionDefinition>;
export type Handler = (request: Request) => Promise<Response>;

/** What Inngest's server assumes when a function does not say. */
const defaultRetries = 4;

const Matcher = z.strictObject({ event: z.string(), if: z.string().optional() });
const Trigger = z.union([
  z.strictObject({ event: z.string(), expression: z.string().optional() }),
  z.strictObject({ cron: z.string() }),
]);
const Concurrency = z.strictObject({
  limit: z.int().positive(),
  key: z.string().optional(),
  scope: z.literal("fn").optional(),
});

/** Strict throughout: an option that is not named here is refused, never ignored. */
const FunctionConfig = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  triggers: z.array(Trigger),
  steps: z.object({ step: z.object({ retries: z.object({ attempts: z.int().optional() }).optional() }) }),
  concurrency: z.union([z.int().positive(), Concurrency, z.tuple([Concurrency])]).optional(),
  singleton: z.strictObject({ key: z.string().optional(), mode: z.enum(["skip", "cancel"]) }).optional(),
  debounce: z.strictObject({ key: z.string().optional(), period: z.string() }).optional(),
  idempotency: z.string().optional(),
  cancel: z.array(Matcher).optional(),
});
type FunctionConfig = z.infer<typeof FunctionConfig>;

const SyncAnswer = z.object({ functions: z.array(z.looseObject({ id: z.string() })) });

/**
 * Asks the SDK's handler for the functions it serves, as Inngest's server would (in-band sync). Throws one error that
 * names every function with an option that cannot be honoured.
 */
export async function readRegistry(handler: Handler, client: Registration["client"]): Promise<Registry> {
  if (client.mode !== "dev") {
    throw new Error(
      `the Inngest client "${client.id}" must be made with isDev: true to run on the embedded executor`,
    );
  }
  const response = await handler(
    new Request("http://embedded.invalid/", {
      method: "PUT",
      headers: {
        host: "embedded.invalid",
        "content-type": "application/json",
        "x-inngest-sync-kind": "in_band",
      },
      body: JSON.stringify({ url: "http://embedded.invalid/" }),
    }),
  );
  const answer = SyncAnswer.safeParse(await response.json());
  if (!answer.success) throw new Error(`the Inngest SDK did not list its functions (${response.status})`);
  return defineFunctions(answer.data.functions);
}

function defineFunctions(configs: { id: string }[]): Registry {
  const problems: string[] = [];
  const registry = new Map<string, FunctionDefinition>();
  for (const config of configs) {
    try {
      registry.set(config.id, defineFunction(FunctionConfig.parse(config)));
    } catch (error) {
      problems.push(`${config.id}: ${problemText(error)}`);
    }
  }
  if (problems.length > 0) {
    throw new Error(`the embedded executor cannot run these functions:\n- ${problems.join("\n- ")}`);
  }
  return registry;
}

function problemText(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  return error.issues
    .map((issue) =>
      issue.code === "unrecognized_keys"
        ? `unsupported ${[...issue.path, issue.keys.join(", ")].join(".")}`
        : `unsupported value of ${issue.path.join(".")} (${issue.message})`,
    )
    .join("; ");
}

function defineFunction(config: FunctionConfig): FunctionDefinition {
  const events: EventMatcher[] = [];
  const crons: string[] = [];
  for (const trigger of config.triggers) {
    if ("cron" in trigger) {
      parseCron(trigger.cron, new Date(0));
      crons.push(trigger.cron);
    } else {
      refuseUnsentEvent(trigger.event);
      events.push({ event: trigger.event, matches: optional(trigger.expression) });
    }
  }
  return {
    id: config.id,
    maxAttempts: (config.steps.step.retries?.attempts ?? defaultRetries) + 1,
    events,
    crons,
    lane: lane(config.concurrency),
    singleton: config.singleton ? { key: optional(config.singleton.key), mode: config.singleton.mode } : null,
    debounce: config.debounce
      ? { key: optional(config.debounce.key), periodMs: period(config.debounce.period) }
      : null,
    idempotency: optional(config.idempotency),
    cancelOn: (config.cancel ?? []).map(({ event, if: condition }) => ({
      event,
      matches: optional(condition),
    })),
  };
}

/** Of Inngest's own events the executor emits only `inngest/function.failed`. */
function refuseUnsentEvent(event: string): void {
  if (event.startsWith("inngest/") && event !== "inngest/function.failed" && event !== cronEventName) {
    throw new Error(`unsupported trigger ${event}`);
  }
  if (event.includes("*")) throw new Error(`unsupported wildcard trigger ${event}`);
}

export const cronEventName = "inngest/scheduled.timer";

function lane(concurrency: FunctionConfig["concurrency"]): FunctionDefinition["lane"] {
  if (concurrency === undefined) return null;
  if (typeof concurrency === "number") return { key: null, limit: concurrency };
  const { key, limit } = Array.isArray(concurrency) ? concurrency[0] : concurrency;
  return { key: optional(key), limit };
}

function optional(source: string | undefined): Expression | null {
  return source === undefined ? null : compileExpression(source);
}

function period(text: string): number {
  const ms = durationMs(text);
  if (ms === null) throw new Error(`unsupported debounce.period "${text}"`);
  return ms;
}
