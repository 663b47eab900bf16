import type { Context } from "hono";
import type { FaultTarget } from "../control/fault-rules.ts";
import type { Simulator } from "../simulator.ts";
import { tokenHash } from "../state/token-hash.ts";
import { bearerOf } from "./bearer.ts";
import { operationName } from "./operations.ts";

/** What a request to the Microsoft side is and whose it is, as the log and the fault rules see it. */
export function identifyMicrosoft(simulator: Simulator) {
  return async (c: Context): Promise<FaultTarget> => {
    const { pathname, search } = new URL(c.req.url);
    const login = /\/oauth2\/v2\.0\/(authorize|token)$/.exec(pathname)?.[1];
    const operation =
      login === undefined
        ? operationOf(c.req.method, pathname.replace(/^\/microsoft\/v1\.0/, ""))
        : `oauth.${login}`;
    const account =
      login === undefined
        ? (bearerOf(simulator, c.req.header("authorization"))?.account ?? null)
        : await formAccount(simulator, c);
    return { provider: "microsoft", httpMethod: c.req.method, operation, path: pathname + search, account };
  };
}

function operationOf(method: string, path: string): string | null {
  return path === "/$batch" ? "batch" : operationName(method, path);
}

async function formAccount({ store }: Simulator, c: Context): Promise<string | null> {
  const form = new URLSearchParams(c.req.method === "POST" ? await c.req.text() : "");
  const hashed = (name: string) => tokenHash(form.get(name) ?? "");
  const { codes, refreshTokens, grants } = store.state;
  const token = codes[hashed("code")] ?? refreshTokens[hashed("refresh_token")];
  return grants[token?.grantId ?? ""]?.account ?? form.get("account");
}
