import type { Provider, SimulatorState } from "./model.ts";

/** Ends one grant: its codes and tokens are gone with it. */
export function endGrant(state: SimulatorState, grantId: string): void {
  delete state.grants[grantId];
  for (const tokens of [state.codes, state.accessTokens, state.refreshTokens]) {
    for (const [hash, token] of Object.entries(tokens)) if (token.grantId === grantId) delete tokens[hash];
  }
}

/**
 * Ends every grant of an account, at one provider or at all, as its owner can on the provider's page of connected
 * apps; how many there were. `error` is the AADSTS number with which Entra refuses its refresh tokens from then on.
 */
export function endAccountGrants(
  state: SimulatorState,
  account: string,
  { provider, error = 65001 }: { provider?: Provider | undefined; error?: number | undefined } = {},
): number {
  const ended = Object.values(state.grants).filter(
    (grant) => grant.account === account && (provider === undefined || grant.provider === provider),
  );
  for (const grant of ended) {
    const lost = Object.entries(state.refreshTokens).filter(([, token]) => token.grantId === grant.id);
    endGrant(state, grant.id);
    for (const [hash] of lost) if (grant.provider === "microsoft") state.endedTokens[hash] = error;
  }
  return ended.length;
}

/** The consent `account` gave to a client before, if any: one grant per account and client. */
export function grantOf(state: SimulatorState, account: string, clientId: string) {
  return Object.values(state.grants).find(
    (grant) => grant.account === account && grant.clientId === clientId,
  );
}
