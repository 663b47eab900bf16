import { importJWK, SignJWT } from "jose";
import type { Simulator } from "../simulator.ts";
import { SIMULATOR_CLIENT_ID } from "../state/seed-ids.ts";

const LIFETIME_SECONDS = 3600;

/** An RS256 id token with Google's claims; e-mail and name only when their scopes were given. */
export async function signIdToken(
  simulator: Simulator,
  about: { grantId: string; scopes: string[]; nonce: string | null },
): Promise<string> {
  const { state } = simulator.store;
  const account = state.accounts[state.grants[about.grantId]?.account ?? ""];
  if (account === undefined) throw new Error("The grant's account does not exist.");
  const has = (scope: string) =>
    about.scopes.includes(scope) ||
    about.scopes.includes(`https://www.googleapis.com/auth/userinfo.${scope}`);
  const issuedAt = Math.floor(simulator.realNow() / 1000);
  const claims = {
    azp: SIMULATOR_CLIENT_ID,
    ...(has("email") ? { email: account.email, email_verified: true } : {}),
    ...(has("profile") ? { name: account.name } : {}),
    ...(about.nonce === null ? {} : { nonce: about.nonce }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: state.signingKey.kid, typ: "JWT" })
    .setIssuer("https://accounts.google.com")
    .setAudience(SIMULATOR_CLIENT_ID)
    .setSubject(account.sub)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(await importJWK(state.signingKey.privateJwk, "RS256"));
}
