import type { Simulator } from "../simulator.ts";
import { tokenHash } from "../state/token-hash.ts";
import { accessDenied, invalidTokenError } from "./graph-error.ts";

export interface Bearer {
  account: string;
  scopes: string[];
}

/** The account and scopes behind an Authorization header; null when the token is absent, unknown or expired. */
export function bearerOf(simulator: Simulator, header: string | undefined): Bearer | null {
  const { state } = simulator.store;
  const token = state.accessTokens[tokenHash(/^Bearer (\S+)$/i.exec(header ?? "")?.[1] ?? "")];
  const grant = state.grants[token?.grantId ?? ""];
  if (token === undefined || grant?.provider !== "microsoft" || token.expiresAt <= simulator.now())
    return null;
  return { account: grant.account, scopes: token.scopes };
}

/** As bearerOf, but an absent or dead token is Graph's 401, and none of `scopes` its 403. */
export function requireBearer(
  simulator: Simulator,
  header: string | undefined,
  scopes: readonly string[],
): Bearer {
  const bearer = bearerOf(simulator, header);
  if (bearer === null) throw invalidTokenError(header === undefined ? "empty" : "dead");
  if (scopes.length > 0 && !scopes.some((scope) => bearer.scopes.includes(scope))) throw accessDenied();
  return bearer;
}
