import { randomUUID } from "node:crypto";
import { grantOf } from "../state/grants.ts";
import type { Grant, SimulatorState } from "../state/model.ts";
import { randomToken, tokenHash } from "../state/token-hash.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";

const CODE_LIFETIME_MS = 10 * 60_000;

/** Records consent of `account` to `scopes` and returns the authorization code for it. */
export function issueCode(
  state: SimulatorState,
  request: AuthorizationRequest,
  consent: { account: string; scopes: string[]; now: number },
): string {
  const { account, now } = consent;
  const known = grantOf(state, account, request.clientId);
  const scopes = union(consent.scopes, request.includeGrantedScopes ? (known?.scopes ?? []) : []);
  const grant: Grant = known ?? {
    id: randomUUID(),
    provider: "google",
    account,
    clientId: request.clientId,
    scopes,
    grantedAt: now,
  };
  state.grants[grant.id] = { ...grant, scopes: union(grant.scopes, scopes) };
  const code = randomToken("4/0");
  state.codes[tokenHash(code)] = {
    grantId: grant.id,
    scopes,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    nonce: request.nonce,
    // Google gives a refresh token with the first offline consent only, unless consent is asked for again.
    offline: request.offline && (request.prompts.includes("consent") || !hasRefreshToken(state, grant.id)),
    expiresAt: now + CODE_LIFETIME_MS,
  };
  return code;
}

function hasRefreshToken(state: SimulatorState, grantId: string): boolean {
  return Object.values(state.refreshTokens).some((token) => token.grantId === grantId);
}

function union(some: string[], others: string[]): string[] {
  return [...new Set([...some, ...others])];
}
