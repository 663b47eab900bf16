import { randomUUID } from "node:crypto";
import type { Grant, SimulatorState } from "../state/model.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { randomToken, tokenHash } from "./token-hash.ts";

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

/** One grant per account and client: revoking any token of it ends them all. */
function grantOf(state: SimulatorState, account: string, clientId: string): Grant | undefined {
  return Object.values(state.grants).find(
    (grant) => grant.account === account && grant.clientId === clientId,
  );
}

export function endGrant(state: SimulatorState, grantId: string): void {
  delete state.grants[grantId];
  for (const tokens of [state.codes, state.accessTokens, state.refreshTokens]) {
    for (const [hash, token] of Object.entries(tokens)) if (token.grantId === grantId) delete tokens[hash];
  }
}

/** Ends every grant of an account, as its owner can on Google's page of connected apps; how many there were. */
export function endAccountGrants(state: SimulatorState, account: string): number {
  const ended = Object.values(state.grants).filter((grant) => grant.account === account);
  for (const grant of ended) endGrant(state, grant.id);
  return ended.length;
}

function hasRefreshToken(state: SimulatorState, grantId: string): boolean {
  return Object.values(state.refreshTokens).some((token) => token.grantId === grantId);
}

function union(some: string[], others: string[]): string[] {
  return [...new Set([...some, ...others])];
}
