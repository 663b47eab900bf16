import type { Simulator } from "../simulator.ts";
import { SIMULATOR_MICROSOFT_CLIENT_ID, SIMULATOR_TENANT_ID } from "../state/seed-ids.ts";

const CALLBACK_PATH = "/api/oauth/microsoft/callback";
const IDENTITY_SCOPES = ["openid", "email", "profile", "offline_access"];

/** A request for consent that has been checked. */
export interface AuthorizationRequest {
  redirectUri: string;
  /** Without the address of Graph before them. */
  scopes: string[];
  state: string | null;
  codeChallenge: string | null;
  prompt: string | null;
  loginHint: string | null;
  nonce: string | null;
}

/** Reads the parameters of the authorization endpoint. A string says why they are refused: no redirect is safe then. */
export function readAuthorizationRequest(
  simulator: Simulator,
  tenant: string,
  parameters: URLSearchParams,
): AuthorizationRequest | { refusal: string } {
  const get = (name: string) => parameters.get(name);
  const redirectUri = get("redirect_uri") ?? "";
  const scopes = readScopes(get("scope") ?? "");
  const refusal =
    refusedTenant(tenant) ??
    refusedClient(simulator, get("client_id"), redirectUri) ??
    (get("response_type") === "code" ? null : "AADSTS900144: response_type must be code.") ??
    (["query", null].includes(get("response_mode")) ? null : "Only response_mode=query is simulated.") ??
    (scopes.length > 0
      ? null
      : "AADSTS900144: The request body must contain the following parameter: 'scope'.") ??
    refusedChallenge(get("code_challenge"), get("code_challenge_method"));
  if (refusal !== null) return { refusal };
  return {
    redirectUri,
    scopes,
    state: get("state"),
    codeChallenge: get("code_challenge"),
    prompt: get("prompt"),
    loginHint: get("login_hint"),
    nonce: get("nonce"),
  };
}

/** What a person signing in always gives; the rest can be unticked one by one. */
export function isIdentityScope(scope: string): boolean {
  return IDENTITY_SCOPES.includes(scope);
}

export function readScopes(text: string): string[] {
  const names = text.split(" ").filter(Boolean);
  return [...new Set(names.map((name) => name.replace("https://graph.microsoft.com/", "")))];
}

/** Null for a tenant whose people can sign in here. */
export function refusedTenant(tenant: string): string | null {
  return ["common", "organizations", SIMULATOR_TENANT_ID].includes(tenant.toLowerCase())
    ? null
    : `AADSTS90002: Tenant '${tenant}' not found.`;
}

function refusedClient(simulator: Simulator, clientId: string | null, redirectUri: string): string | null {
  if (clientId !== SIMULATOR_MICROSOFT_CLIENT_ID)
    return `AADSTS700016: Application with identifier '${clientId ?? ""}' was not found in the directory.`;
  const registered = simulator.store.state.settings.redirectUris;
  const known = registered === null ? isProductCallback(redirectUri) : registered.includes(redirectUri);
  return known
    ? null
    : `AADSTS50011: The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application.`;
}

function isProductCallback(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname.endsWith(CALLBACK_PATH) && url.hash === ""
  );
}

function refusedChallenge(challenge: string | null, method: string | null): string | null {
  if (challenge === null) return null;
  if (method !== "S256") return "AADSTS501491: code_challenge_method must be S256.";
  return /^[\w-]{43}$/.test(challenge) ? null : "AADSTS501491: Invalid size of Code_Challenge parameter.";
}
