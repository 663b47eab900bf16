import type { AppLoadContext } from "@remix-run/node";
import type { Times } from "~/time/format.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";

/** What one panel shows, or why it cannot: a panel that fails leaves the others alone. */
export type Settled<T> = { ok: true; value: T } | { ok: false; refusal: string | null };

/** Waits for a panel's data. A refusal keeps its words; anything else is written to the log under the id of the request. */
export async function settled<T>(
  { app, requestId }: AppLoadContext,
  panel: string,
  work: Promise<T>,
): Promise<Settled<T>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) app.logger.error({ err: error, requestId, panel }, "panel failed");
    return { ok: false, refusal: refusal?.message ?? null };
  }
}

/** In which zone and at what moment a panel is drawn, and for whom. */
export type PanelAt = { trpc: Caller; now: number; timeZone: string; times: Times };
