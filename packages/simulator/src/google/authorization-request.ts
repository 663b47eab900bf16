import type { Simulator } from "../simulator.ts";
import { SIMULATOR_CLIENT_ID } from "../state/seed-ids.ts";

const CALLBACK_PATH = "/api/oauth/google/callback";
/** What a person signing in always gives; the rest can be unticked one by one. */
const IDENTITY_SCOPES = ["openid", "email", "profile"];

/** A request for consent that has been checked. */
export interface AuthorizationRequest {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  state: string | null;
  codeChallenge: string | null;
  offline: boolean;
  prompts: string[];
  includeGrantedScopes: boolean;
  loginHint: string | null;
  nonce: string | null;
}

/** Reads the parameters of the authorization endpoint. A string says why they are refused: no redirect is safe then. */
export function readAuthorizationRequest(
  simulator: Simulator,
  parameters: URLSearchParams,
): AuthorizationRequest | { refusal: string } {
  const get = (name: string) => parameters.get(name);
  const redirectUri = get("redirect_uri") ?? "";
  const scopes = (get("scope") ?? "").split(" ").filter(Boolean);
  const refusal =
    refusedClient(simulator, get("client_id"), redirectUri) ??
    (get("response_type") === "code" ? null : "response_type must be code (invalid_request).") ??
    (scopes.length > 0 ? null : "scope is missing (invalid_request).") ??
    refusedChallenge(get("code_challenge"), get("code_challenge_method"));
  if (refusal !== null) return { refusal };
  return {
    clientId: SIMULATOR_CLIENT_ID,
    redirectUri,
    scopes: [...new Set(scopes)],
    state: get("state"),
    codeChallenge: get("code_challenge"),
    offline: get("access_type") === "offline",
    prompts: (get("prompt") ?? "").split(" ").filter(Boolean),
    includeGrantedScopes: get("include_granted_scopes") === "true",
    loginHint: get("login_hint"),
    nonce: get("nonce"),
  };
}

export function isIdentityScope(scope: string): boolean {
  return IDENTITY_SCOPES.includes(scope.replace("https://www.googleapis.com/auth/userinfo.", ""));
}

function refusedClient(simulator: Simulator, clientId: string | null, redirectUri: string): string | null {
  if (clientId !== SIMULATOR_CLIENT_ID) return "The OAuth client was not found (invalid_client).";
  const registered = simulator.store.state.settings.redirectUris;
  const known = registered === null ? isProductCallback(redirectUri) : registered.includes(redirectUri);
  return known
    ? null
    : `redirect_uri "${redirectUri}" is not registered for this client (redirect_uri_mismatch).`;
}

function isProductCallback(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname.endsWith(CALLBACK_PATH) && url.hash === ""
  );
}

function refusedChallenge(challenge: string | null, method: string | null): string | null {
  if (challenge === null) return method === null ? null : "code_challenge is missing (invalid_request).";
  if (method !== "S256") return "code_challenge_method must be S256 (invalid_request).";
  return /^[\w-]{43}$/.test(challenge)
    ? null
    : "code_challenge is not a SHA-256 in base64url (invalid_request).";
}
