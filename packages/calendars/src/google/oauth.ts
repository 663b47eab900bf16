import type { AuthorizationRequest, CalendarProvider, Grant, TokenSet } from "@availability/domain/calendar";
import { isProviderError, ProviderError } from "@availability/domain/errors";
import * as openid from "openid-client";
import type { GoogleSettings } from "./config.ts";
import { type OAuthStep, toOAuthError } from "./oauth-errors.ts";
import { grantedScopes, missingScopes, requiredScopes } from "./scopes.ts";

type OAuth = Pick<CalendarProvider, "authorizationUrl" | "exchangeCode" | "refresh" | "revoke">;

const issuer = "https://accounts.google.com";

/** Authorization code flow with PKCE: https://developers.google.com/identity/protocols/oauth2/web-server */
export function createOAuth(settings: GoogleSettings): OAuth {
  const server = configuration(settings);
  const attempt = async <T>(step: OAuthStep, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw toOAuthError(error, step, settings.now());
    }
  };
  return {
    authorizationUrl: (request) => authorizationUrl(server, request),

    async exchangeCode(callbackUrl, request) {
      assertOurs(callbackUrl, request.state);
      const answer = await attempt("exchange", () => exchange(server, callbackUrl, request));
      return grantOf(answer, settings.now());
    },

    async refresh(refreshToken) {
      const answer = await attempt("refresh", () => openid.refreshTokenGrant(server, refreshToken));
      return tokenSet(answer, settings.now());
    },

    async revoke(token) {
      try {
        await attempt("revoke", () => openid.tokenRevocation(server, token));
      } catch (error) {
        // "Token expired or revoked": what was to be done is done.
        if (!isProviderError(error) || error.code !== "invalid_token") throw error;
      }
    },
  };
}

/** Google's endpoints are long stable, so they are configuration: no discovery call stands before a sign-in. */
function configuration(settings: GoogleSettings): openid.Configuration {
  const metadata: openid.ServerMetadata = {
    issuer,
    authorization_endpoint: settings.authUrl,
    token_endpoint: settings.tokenUrl,
    revocation_endpoint: settings.revokeUrl,
    id_token_signing_alg_values_supported: ["RS256"],
  };
  const server = new openid.Configuration(metadata, settings.clientId, settings.clientSecret);
  server.timeout = settings.timeoutMs / 1000;
  server[openid.customFetch] = (url, { body, ...options }) =>
    // Bytes are copied for the DOM's types alone, which refuse those that might be shared between threads.
    settings.fetch(url, { ...options, body: body instanceof Uint8Array ? new Uint8Array(body) : body });
  // True for a loopback stand-in alone; the library marks the switch so that it stands out in review.
  if (settings.allowHttp) openid.allowInsecureRequests(server);
  return server;
}

async function authorizationUrl(server: openid.Configuration, request: AuthorizationRequest): Promise<URL> {
  return openid.buildAuthorizationUrl(server, {
    redirect_uri: request.redirectUri,
    scope: requiredScopes.join(" "),
    state: request.state,
    code_challenge: await openid.calculatePKCECodeChallenge(request.codeVerifier),
    code_challenge_method: "S256",
    // Both are needed: without `consent` Google sends the refresh token on the very first grant only.
    access_type: "offline",
    prompt: "consent",
    include_granted_scopes: "true",
    ...(request.loginHint ? { login_hint: request.loginHint } : {}),
  });
}

type Answer = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;

async function exchange(
  server: openid.Configuration,
  callbackUrl: URL,
  request: AuthorizationRequest,
): Promise<Answer> {
  // Behind a proxy the callback URL may carry an inner host; Google compares with the one we sent.
  const url = new URL(request.redirectUri);
  url.search = callbackUrl.search;
  return openid.authorizationCodeGrant(server, url, {
    expectedState: request.state,
    pkceCodeVerifier: request.codeVerifier,
    idTokenExpected: true,
  });
}

/** The library checks both again; here they get an answer of their own, apart from a broken token response. */
function assertOurs(callbackUrl: URL, state: string): void {
  const from = callbackUrl.searchParams;
  if (from.get("state") !== state) {
    throw new ProviderError("rejected", "This answer from Google belongs to another sign-in; start again", {
      code: "state_mismatch",
    });
  }
  if (from.has("iss") && from.get("iss") !== issuer) {
    throw new ProviderError("rejected", "This answer does not come from Google; start again", {
      code: "issuer_mismatch",
    });
  }
  if (!from.has("code") && !from.has("error")) {
    throw new ProviderError("rejected", "Google's answer carries no code; start again", { code: "no_code" });
  }
}

/**
 * A refused grant is not revoked here: Google would end every grant of this person to this client with it,
 * a working connection of the same account included.
 */
function grantOf(answer: Answer, now: number): Grant {
  const tokens = tokenSet(answer, now);
  const missing = missingScopes(tokens.scopes);
  if (missing.length > 0) {
    const names = missing.map((s) => `"${s.displayName}" (${s.scope})`).join(", ");
    throw new ProviderError(
      "insufficient_scope",
      `Google was not allowed to share what is needed: ${names}. Connect again and leave every box ticked`,
      { code: "missing_scopes" },
    );
  }
  if (tokens.refreshToken === null) {
    throw new ProviderError(
      "rejected",
      "Google sent no refresh token. Remove this app at https://myaccount.google.com/connections, then connect again",
      { code: "no_refresh_token" },
    );
  }
  return { ...tokens, ...accountOf(answer) };
}

function accountOf(answer: Answer): { accountId: string; email: string } {
  const claims = answer.claims();
  if (claims && typeof claims.email === "string" && claims.email !== "") {
    return { accountId: claims.sub, email: claims.email };
  }
  throw new ProviderError("rejected", "Google did not say which account this is; start again", {
    code: "no_account",
  });
}

function tokenSet(answer: Answer, now: number): TokenSet {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    // Google always says how long; should it not, five minutes lead to an early refresh and no harm.
    expiresAt: now + (answer.expires_in ?? 300) * 1000,
    // RFC 6749, 5.1: no scope in the answer means the scope that was asked for.
    scopes: answer.scope === undefined ? [...requiredScopes] : grantedScopes(answer.scope),
  };
}
