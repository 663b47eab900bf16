import type { RequestHandler } from "express";
import type { Logger } from "../logger.ts";

/** What readiness asks of the other parts; each throws, or answers false, while it is not ready. */
export type ReadinessChecks = Record<string, () => Promise<boolean>>;

/** The process runs. Says nothing of the parts it needs. */
export const healthz: RequestHandler = (_request, response) => {
  response.setHeader("Cache-Control", "no-store");
  response.json({ status: "ok" });
};

/** 200 when every part answers within two seconds, otherwise 503; the body names each part's state, and `facts` beside them. */
export function readyz(
  checks: ReadinessChecks,
  logger: Logger,
  facts: Record<string, string> = {},
): RequestHandler {
  return async (_request, response) => {
    const states = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, await isReady(name, check, logger)] as const,
      ),
    );
    const isReadyNow = states.every(([, ready]) => ready);
    response.setHeader("Cache-Control", "no-store");
    response.status(isReadyNow ? 200 : 503).json({
      ...facts,
      status: isReadyNow ? "ready" : "not_ready",
      parts: Object.fromEntries(states.map(([name, ready]) => [name, ready ? "ready" : "not_ready"])),
    });
  };
}

async function isReady(name: string, check: () => Promise<boolean>, logger: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("No answer within 2 s")), 2_000);
  });
  try {
    return await Promise.race([check(), tooLate]);
  } catch (error) {
    logger.warn({ part: name, err: error }, "not ready");
    return false;
  } finally {
    clearTimeout(timer);
  }
}
