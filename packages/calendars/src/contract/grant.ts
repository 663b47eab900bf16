import type { AuthorizationRequest, Grant } from "@availability/domain/calendar";
import type { ProviderWorld } from "./world.ts";

/** A request as the web app makes it, with fixed secrets. */
export function authorizationRequest(world: ProviderWorld): AuthorizationRequest {
  return { state: "state-0123456789", codeVerifier: "v".repeat(64), redirectUri: world.redirectUri };
}

/** The scopes without which the adapter refuses a grant. */
export function requiredScopes(world: ProviderWorld): string[] {
  return world.provider.scopes.filter(({ required }) => required).map(({ scope }) => scope);
}

/** The whole way through the consent page. */
export async function connect(world: ProviderWorld): Promise<Grant> {
  const request = authorizationRequest(world);
  const url = await world.provider.authorizationUrl(request);
  const callback = await world.consent(url, { decision: "allow" });
  return world.provider.exchangeCode(callback, request);
}
