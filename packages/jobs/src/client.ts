import { Inngest, type Logger } from "inngest";

/** Where functions run: on the embedded executor, which takes events through `fetch`, or on an Inngest server. */
export type Engine =
  | { kind: "embedded"; fetch: typeof fetch }
  | { kind: "server"; baseUrl?: string; eventKey: string; signingKey: string; isDev: boolean };

export function createClient(engine: Engine, logger: Logger): Inngest {
  // Checkpointing is off in both modes: a step's result is stored before the next step begins.
  const common = { id: "availability", checkpointing: false, logger } as const;
  if (engine.kind === "embedded") {
    return new Inngest({ ...common, isDev: true, eventKey: "embedded", fetch: engine.fetch });
  }
  const { baseUrl, eventKey, signingKey, isDev } = engine;
  return new Inngest({ ...common, eventKey, signingKey, isDev, ...(baseUrl ? { baseUrl } : {}) });
}
