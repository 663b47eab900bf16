import type { AuthorizationRequest, CalendarProvider, Grant, TokenSet } from "@availability/domain/calendar";
import { ProviderError } from "@availability/domain/errors";
import * as openid from "openid-client";
import type { GraphClient } from "./client.ts";
import type { MicrosoftSettings } from "./config.ts";
import { entraServer } from "./entra-server.ts";
import { type OAuthStep, toOAuthError } from "./oauth-errors.ts";
import { pathOf } from "./paging.ts";
import { grantedScopes, missingScopes, requiredScopes, wantedScopes } from "./scopes.ts";
import { WirePerson } from "./wire.ts";

type OAuth = Pick<CalendarProvider, "authorizationUrl" | "exchangeCode" | "refresh" | "revoke">;

/** Authorization code flow with PKCE: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow */
export function createOAuth(client: GraphClient, settings: MicrosoftSettings): OAuth {
  const server = entraServer(settings);
  const attempt = async <T>(step: OAuthStep, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw toOAuthError(error, step, settings.now());
    }
  };
  return {
    authorizationUrl: async (request) => authorizationUrl(await server, request),

    async exchangeCode(callbackUrl, request) {
      assertOurs(callbackUrl, request.state);
      const answer = await attempt("exchange", async () => exchange(await server, callbackUrl, request));
      return grantOf(client, answer, settings.now());
    },

    async refresh(refreshToken) {
      const answer = await attempt("refresh", async () =>
        openid.refreshTokenGrant(await server, refreshToken),
      );
      return tokenSet(answer, settings.now());
    },

    /** Entra has no endpoint that ends a grant: forgetting the tokens is all that can be done from here. */
    revoke: () => Promise.resolve(),
  };
}

async function authorizationUrl(server: openid.Configuration, request: AuthorizationRequest): Promise<URL> {
  return openid.buildAuthorizationUrl(server, {
    redirect_uri: request.redirectUri,
    response_mode: "query",
    scope: wantedScopes(request.scopes).join(" "),
    state: request.state,
    code_challenge: await openid.calculatePKCECodeChallenge(request.codeVerifier),
    code_challenge_method: "S256",
    // People are signed in to more than one account; the wrong one would be connected without a word.
    prompt: "select_account",
    ...(request.loginHint ? { login_hint: request.loginHint } : {}),
  });
}

type Answer = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;

async function exchange(
  server: openid.Configuration,
  callbackUrl: URL,
  request: AuthorizationRequest,
): Promise<Answer> {
  // Behind a proxy the callback URL may carry an inner host; Entra compares with the one we sent.
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
    throw new ProviderError(
      "rejected",
      "This answer from Microsoft belongs to another sign-in; start again",
      {
        code: "state_mismatch",
      },
    );
  }
  if (!from.has("code") && !from.has("error")) {
    throw new ProviderError("rejected", "Microsoft's answer carries no code; start again", {
      code: "no_code",
    });
  }
}

async function grantOf(client: GraphClient, answer: Answer, now: number): Promise<Grant> {
  const tokens = tokenSet(answer, now);
  const missing = missingScopes(tokens.scopes);
  if (missing.length > 0) {
    const names = missing.map((s) => `"${s.displayName}" (${s.scope})`).join(", ");
    throw new ProviderError(
      "insufficient_scope",
      `Microsoft was not allowed to share what is needed: ${names}. Connect again and agree to all of it`,
      { code: "missing_scopes" },
    );
  }
  if (tokens.refreshToken === null) {
    throw new ProviderError("rejected", "Microsoft sent no refresh token; connect again", {
      code: "no_refresh_token",
    });
  }
  return { ...tokens, ...(await accountOf(client, answer)) };
}

const nobody: Record<string, unknown> = {};

/** `tid` and `oid` name an account for ever; `sub` would change with the client. Addresses change and are shown only. */
async function accountOf(client: GraphClient, answer: Answer): Promise<{ accountId: string; email: string }> {
  const { tid, oid, email, preferred_username: name } = answer.claims() ?? nobody;
  if (typeof tid !== "string" || typeof oid !== "string" || tid === "" || oid === "") throw noAccount();
  const told = [email, name].find((claim) => typeof claim === "string" && claim.includes("@"));
  const address = typeof told === "string" ? told : await addressOf(client, answer.access_token);
  if (!address) throw noAccount();
  return { accountId: `${tid}.${oid}`, email: address };
}

async function addressOf(client: GraphClient, accessToken: string): Promise<string | null> {
  const path = pathOf(["me"], { $select: "mail,userPrincipalName" });
  const { mail, userPrincipalName } = await client.call(accessToken, WirePerson, { path });
  return mail || userPrincipalName || null;
}

function noAccount(): ProviderError {
  return new ProviderError("rejected", "Microsoft did not say which account this is; start again", {
    code: "no_account",
  });
}

/** Every answer brings a new refresh token, which takes the old one's place. */
function tokenSet(answer: Answer, now: number): TokenSet {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    // Microsoft always says how long; should it not, five minutes lead to an early refresh and no harm.
    expiresAt: now + (answer.expires_in ?? 300) * 1000,
    // RFC 6749, 5.1: no scope in the answer means the scope that was asked for.
    scopes: answer.scope === undefined ? [...requiredScopes] : grantedScopes(answer.scope),
  };
}
