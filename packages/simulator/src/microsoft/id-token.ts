import { importJWK, SignJWT } from "jose";
import type { Simulator } from "../simulator.ts";
import { SIMULATOR_MICROSOFT_CLIENT_ID, SIMULATOR_TENANT_ID } from "../state/seed-ids.ts";
import { objectId } from "./object-id.ts";

const LIFETIME_SECONDS = 3600;

/** The issuer of the tenant's tokens; `/common` publishes it with a placeholder for the tenant. */
export function issuerOf(simulator: Simulator, tenant: string = SIMULATOR_TENANT_ID): string {
  return `${simulator.publicUrl()}/microsoft/${tenant}/v2.0`;
}

/** An RS256 id token with Entra's claims; e-mail and names only when their scopes were given. */
export async function signIdToken(
  simulator: Simulator,
  about: { grantId: string; scopes: string[]; nonce: string | null },
): Promise<string> {
  const { state } = simulator.store;
  const account = state.accounts[state.grants[about.grantId]?.account ?? ""];
  if (account === undefined) throw new Error("The grant's account does not exist.");
  const issuedAt = Math.floor(simulator.realNow() / 1000);
  const claims = {
    ver: "2.0",
    tid: SIMULATOR_TENANT_ID,
    oid: objectId(account.email),
    ...(about.scopes.includes("profile") ? { name: account.name, preferred_username: account.email } : {}),
    ...(about.scopes.includes("email") ? { email: account.email, preferred_username: account.email } : {}),
    ...(about.nonce === null ? {} : { nonce: about.nonce }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: state.signingKey.kid, typ: "JWT" })
    .setIssuer(issuerOf(simulator))
    .setAudience(SIMULATOR_MICROSOFT_CLIENT_ID)
    .setSubject(account.sub)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(await importJWK(state.signingKey.privateJwk, "RS256"));
}
