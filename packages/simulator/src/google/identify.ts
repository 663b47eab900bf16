import type { Context } from "hono";
import type { FaultTarget } from "../control/fault-rules.ts";
import type { Simulator } from "../simulator.ts";
import { tokenHash } from "../state/token-hash.ts";
import { bearerOf } from "./bearer.ts";
import { operationName } from "./calendar-routes.ts";

const OAUTH: Record<string, string> = {
  "/google/o/oauth2/v2/auth": "oauth.authorize",
  "/google/token": "oauth.token",
  "/google/revoke": "oauth.revoke",
  "/google/oauth2/v3/certs": "oauth.certs",
};

/** What a request to the Google side is and whose it is, as the log and the fault rules see it. */
export function identifyGoogle(simulator: Simulator) {
  return async (c: Context): Promise<FaultTarget> => {
    const { pathname, search } = new URL(c.req.url);
    const operation = OAUTH[pathname] ?? operationName(c.req.method, pathname.replace(/^\/google/, ""));
    const account =
      OAUTH[pathname] === undefined ? bearerAccount(simulator, c) : await formAccount(simulator, c);
    return { provider: "google", httpMethod: c.req.method, operation, path: pathname + search, account };
  };
}

function bearerAccount(simulator: Simulator, c: Context): string | null {
  return bearerOf(simulator, c.req.header("authorization"))?.account ?? null;
}

async function formAccount(simulator: Simulator, c: Context): Promise<string | null> {
  const { state } = simulator.store;
  const form = new URLSearchParams(c.req.method === "POST" ? await c.req.text() : "");
  const hashed = (name: string) => tokenHash(form.get(name) ?? "");
  const token =
    state.codes[hashed("code")] ??
    state.refreshTokens[hashed("refresh_token")] ??
    state.refreshTokens[hashed("token")];
  return state.grants[token?.grantId ?? ""]?.account ?? form.get("account");
}
