import { inspect } from "node:util";
import { isProviderError } from "@availability/domain/errors";
import { afterEach, describe, expect, test } from "vitest";
import { type StubAnswer, type StubServer, startStub } from "../stub-server.ts";
import { createGoogleProvider } from "./index.ts";
import { requiredScopes } from "./scopes.ts";

let stub: StubServer | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

const now = Date.UTC(2026, 2, 1);
const request = {
  state: "state-1",
  // RFC 7636, appendix B
  codeVerifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  redirectUri: "https://app.example.com/api/oauth/google/callback",
};
const scope = [
  "openid",
  "https://www.googleapis.com/auth/userinfo.email",
  "https://www.googleapis.com/auth/calendar.events",
  "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
].join(" ");

async function provider(answer: StubAnswer, timeoutMs = 5000) {
  stub = await startStub(() => answer);
  return createGoogleProvider({
    clientId: "client-1",
    clientSecret: "hush-secret",
    authUrl: `${stub.url}/auth`,
    tokenUrl: `${stub.url}/token`,
    revokeUrl: `${stub.url}/revoke`,
    apiRootUrl: `${stub.url}/`,
    timeoutMs,
    now: () => now,
  });
}

function callback(query: Record<string, string>): URL {
  return new URL(`http://10.0.0.7:3000/api/oauth/google/callback?${new URLSearchParams(query)}`);
}
const allowed = callback({ state: "state-1", code: "code-1", iss: "https://accounts.google.com" });

/** Unsigned in effect: over the direct connection to the token endpoint the signature is not checked (OIDC Core 3.1.3.7). */
function idToken(claims: Record<string, unknown> = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const defaults = {
    iss: "https://accounts.google.com",
    aud: "client-1",
    sub: "1122",
    email: "ann@example.com",
  };
  const payload = { ...defaults, iat: seconds, exp: seconds + 3600, ...claims };
  return [{ alg: "RS256", typ: "JWT" }, payload, "sig"]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
}

function tokens(change: Record<string, unknown> = {}): StubAnswer {
  const body = {
    access_token: "ya29.a",
    refresh_token: "1//r",
    expires_in: 3599,
    token_type: "Bearer",
    scope,
    id_token: idToken(),
  };
  return { status: 200, body: { ...body, ...change } };
}

function form(index = 0): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(stub?.requests[index]?.body));
}

test("the consent URL asks for offline access with PKCE and for no more than is needed", async () => {
  const google = await provider({ status: 500 });
  const url = await google.authorizationUrl({ ...request, loginHint: "ann@example.com" });
  expect(url.pathname).toBe("/auth");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: "client-1",
    response_type: "code",
    redirect_uri: request.redirectUri,
    scope:
      "openid email https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    state: "state-1",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    access_type: "offline",
    prompt: "consent",
    include_granted_scopes: "true",
    login_hint: "ann@example.com",
  });
});

describe("the exchange", () => {
  test("yields the grant and its account", async () => {
    const google = await provider(tokens());
    expect(await google.exchangeCode(allowed, request)).toEqual({
      accessToken: "ya29.a",
      refreshToken: "1//r",
      expiresAt: now + 3_599_000,
      scopes: [...requiredScopes],
      accountId: "1122",
      email: "ann@example.com",
    });
    expect(form()).toEqual({
      grant_type: "authorization_code",
      code: "code-1",
      code_verifier: request.codeVerifier,
      redirect_uri: request.redirectUri,
      client_id: "client-1",
      client_secret: "hush-secret",
    });
  });

  test.each([
    ["a denial", { state: "state-1", error: "access_denied" }, "rejected", "access_denied"],
    [
      "a forbidden app",
      { state: "state-1", error: "admin_policy_enforced" },
      "rejected",
      "admin_policy_enforced",
    ],
    [
      "a wrong client",
      { state: "state-1", error: "unauthorized_client" },
      "misconfigured",
      "unauthorized_client",
    ],
    [
      "an outage",
      { state: "state-1", error: "temporarily_unavailable" },
      "unavailable",
      "temporarily_unavailable",
    ],
    ["another state", { state: "state-2", code: "c" }, "rejected", "state_mismatch"],
    ["a denial of another state", { state: "state-2", error: "access_denied" }, "rejected", "state_mismatch"],
    ["no state", { code: "c" }, "rejected", "state_mismatch"],
    ["no code", { state: "state-1" }, "rejected", "no_code"],
    [
      "another issuer",
      { state: "state-1", code: "c", iss: "https://evil.example" },
      "rejected",
      "issuer_mismatch",
    ],
  ])("%s ends before any call", async (_, query, kind, code) => {
    const google = await provider(tokens());
    await expect(google.exchangeCode(callback(query), request)).rejects.toMatchObject({ kind, code });
    expect(stub?.requests).toEqual([]);
  });

  test("partial consent names what is missing", async () => {
    const google = await provider(tokens({ scope: scope.replace(/\S+calendar\.events/, "") }));
    const error: unknown = await google.exchangeCode(allowed, request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: "insufficient_scope", code: "missing_scopes" });
    expect(String(error)).toContain(
      '"See and edit events" (https://www.googleapis.com/auth/calendar.events)',
    );
    expect(String(error)).not.toContain("calendarlist");
  });

  test("scopes beyond ours do not matter, nor does their order", async () => {
    const google = await provider(tokens({ scope: scope.split(" ").reverse().concat("profile").join(" ") }));
    expect((await google.exchangeCode(allowed, request)).scopes).toContain("profile");
  });

  test.each([
    ["no refresh token", { refresh_token: undefined }, "rejected", "no_refresh_token"],
    ["no e-mail address", { id_token: idToken({ email: undefined }) }, "rejected", "no_account"],
    ["no ID token", { id_token: undefined }, "unavailable", "OAUTH_INVALID_RESPONSE"],
    [
      "an ID token for another client",
      { id_token: idToken({ aud: "client-2" }) },
      "unavailable",
      "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
    ],
    [
      "an expired ID token",
      { id_token: idToken({ exp: 1 }) },
      "unavailable",
      "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
    ],
    ["no access token", { access_token: undefined }, "unavailable", "OAUTH_INVALID_RESPONSE"],
  ])("%s is refused", async (_, change, kind, code) => {
    const google = await provider(tokens(change));
    await expect(google.exchangeCode(allowed, request)).rejects.toMatchObject({ kind, code });
  });

  test("a used or late code asks for a new sign-in and blames no connection", async () => {
    const google = await provider({
      status: 400,
      body: { error: "invalid_grant", error_description: "Bad Request" },
    });
    await expect(google.exchangeCode(allowed, request)).rejects.toMatchObject({
      kind: "rejected",
      code: "invalid_grant",
    });
  });
});

const htmlHeaders = { "content-type": "text/html" };
const refusals: [string, StubAnswer, string, string, number | null][] = [
  [
    "a revoked grant",
    { status: 400, body: { error: "invalid_grant" } },
    "auth_revoked",
    "invalid_grant",
    null,
  ],
  [
    "a policy of the administrator",
    { status: 400, body: { error: "admin_policy_enforced" } },
    "auth_revoked",
    "admin_policy_enforced",
    null,
  ],
  [
    "a wrong secret",
    { status: 401, body: { error: "invalid_client" } },
    "misconfigured",
    "invalid_client",
    null,
  ],
  [
    "a challenge",
    { status: 401, headers: { "www-authenticate": 'Bearer realm="x"' }, body: {} },
    "misconfigured",
    "invalid_client",
    null,
  ],
  ["an unknown error", { status: 400, body: { error: "no_such_word" } }, "rejected", "no_such_word", null],
  ["an unprintable error", { status: 400, body: { error: "1//r leaked" } }, "rejected", "unknown", null],
  [
    "too many requests",
    { status: 429, headers: { "retry-after": "7" }, body: { error: "rate_limit_exceeded" } },
    "rate_limited",
    "rate_limit_exceeded",
    7000,
  ],
  [
    "an error of the server",
    { status: 500, body: { error: "internal_failure" } },
    "unavailable",
    "OAUTH_RESPONSE_IS_NOT_CONFORM",
    null,
  ],
  [
    "an outage with a hint",
    { status: 503, headers: { "retry-after": "9" }, body: {} },
    "unavailable",
    "OAUTH_RESPONSE_IS_NOT_CONFORM",
    9000,
  ],
  [
    "HTML with status 200",
    { status: 200, headers: htmlHeaders, body: "<p>" },
    "unavailable",
    "OAUTH_RESPONSE_IS_NOT_JSON",
    null,
  ],
  [
    "HTML with status 403",
    { status: 403, headers: htmlHeaders, body: "<p>" },
    "unavailable",
    "OAUTH_RESPONSE_IS_NOT_JSON",
    null,
  ],
];

describe("a refresh", () => {
  test("yields new tokens, and no refresh token when none is sent", async () => {
    const google = await provider(
      tokens({ refresh_token: undefined, id_token: undefined, access_token: "ya29.b" }),
    );
    expect(await google.refresh("1//r")).toEqual({
      accessToken: "ya29.b",
      refreshToken: null,
      expiresAt: now + 3_599_000,
      scopes: [...requiredScopes],
    });
    expect(form()).toMatchObject({ grant_type: "refresh_token", refresh_token: "1//r" });
  });

  test("passes a rotated refresh token on", async () => {
    const google = await provider(tokens({ refresh_token: "1//s" }));
    expect((await google.refresh("1//r")).refreshToken).toBe("1//s");
  });

  test("without a scope in the answer the scope is what was asked for", async () => {
    const google = await provider(tokens({ scope: undefined, expires_in: undefined }));
    expect(await google.refresh("1//r")).toMatchObject({
      scopes: requiredScopes,
      expiresAt: now + 300_000,
    });
  });

  test.each(refusals)("%s", async (_, answer, kind, code, retryAfterMs) => {
    const google = await provider(answer);
    await expect(google.refresh("1//r")).rejects.toMatchObject({ kind, code, retryAfterMs });
  });

  test.each<[string, StubAnswer]>([
    ["half a body", { drop: "amid" }],
    ["a dropped connection", { drop: "before" }],
  ])("%s is an outage", async (_, answer) => {
    const google = await provider(answer);
    await expect(google.refresh("1//r")).rejects.toMatchObject({ kind: "unavailable", status: null });
  });

  test("a time-out is an outage", async () => {
    const google = await provider({ hang: true }, 100);
    await expect(google.refresh("1//r")).rejects.toMatchObject({ kind: "unavailable", code: "timeout" });
  });

  test("no error shows a token or the secret, however it is printed", async () => {
    const answers = [...refusals.map(([, answer]) => answer), tokens({ token_type: "mac" })];
    for (const answer of answers) {
      const google = await provider(answer);
      const error: unknown = await google.refresh("1//refresh-token").catch((thrown: unknown) => thrown);
      await stub?.close();
      expect(isProviderError(error)).toBe(true);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/1\/\/|ya29|hush/);
    }
    stub = undefined;
  });
});

describe("a revocation", () => {
  test.each<[string, StubAnswer]>([
    ["is sent", { status: 200, body: {} }],
    [
      "finds nothing left",
      { status: 400, body: { error: "invalid_token", error_description: "Token expired or revoked" } },
    ],
  ])("%s", async (_, answer) => {
    const google = await provider(answer);
    await expect(google.revoke("1//r")).resolves.toBeUndefined();
    expect(stub?.requests[0]?.url.pathname).toBe("/revoke");
    expect(form()).toMatchObject({ token: "1//r" });
  });

  test("an outage is told, so that it can be tried again", async () => {
    const google = await provider({ status: 503 });
    await expect(google.revoke("1//r")).rejects.toMatchObject({ kind: "unavailable" });
  });
});
