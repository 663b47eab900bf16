// Signing in at Entra against answers that no orderly server gives. The orderly ones are in the contract suite.
import { inspect } from "node:util";
import { isProviderError } from "@availability/domain/errors";
import { afterEach, describe, expect, test } from "vitest";
import { type StubAnswer, type StubServer, startStub } from "../stub-server.ts";
import { createMicrosoftProvider } from "./index.ts";
import { requiredScopes } from "./scopes.ts";

let stub: StubServer | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

const now = Date.UTC(2026, 2, 1);
const tenantId = "9188040d-6c67-4c5b-b112-36a304b66dad";
const request = {
  state: "state-1",
  // RFC 7636, appendix B
  codeVerifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  redirectUri: "https://app.example.com/api/oauth/microsoft/callback",
};
const scope = "openid profile email https://graph.microsoft.com/User.Read Calendars.ReadWrite";

async function provider(answer: StubAnswer, timeoutMs = 5000) {
  const server = await startStub(() => answer);
  stub = server;
  return createMicrosoftProvider({
    clientId: "client-1",
    clientSecret: "hush-secret",
    loginUrl: server.url,
    graphUrl: `${server.url}/v1.0`,
    timeoutMs,
    now: () => now,
  });
}

function callback(query: Record<string, string>): URL {
  return new URL(`http://10.0.0.7:3000/api/oauth/microsoft/callback?${new URLSearchParams(query)}`);
}
const allowed = callback({ state: "state-1", code: "code-1" });

/** Unsigned in effect: over the direct connection to the token endpoint the signature is not checked (OIDC Core 3.1.3.7). */
function idToken(issuer: string, claims: Record<string, unknown> = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const person = { tid: tenantId, oid: "oid-1", sub: "sub-1", email: "eve@example.com" };
  const payload = {
    iss: issuer,
    aud: "client-1",
    ...person,
    iat: seconds,
    exp: seconds + 3600,
    ...claims,
  };
  return [{ alg: "RS256", typ: "JWT" }, payload, "sig"]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
}

/** An adapter whose token endpoint grants, with this change of its answer and of the claims in its ID token. */
async function granting(change: Record<string, unknown> = {}, claims: Record<string, unknown> = {}) {
  const answer = { status: 200, body: {} };
  const microsoft = await provider(answer);
  answer.body = {
    access_token: "eyJ.a",
    refresh_token: "0.r",
    expires_in: 3599,
    token_type: "Bearer",
    scope,
    id_token: idToken(`${stub?.url}/${tenantId}/v2.0`, claims),
    ...change,
  };
  return microsoft;
}

function form(): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(stub?.requests[0]?.body));
}

test("the consent URL goes to the tenant, with PKCE, and lets people choose the account", async () => {
  const microsoft = await provider({ status: 500 });
  const url = await microsoft.authorizationUrl({ ...request, loginHint: "eve@example.com" });
  expect(url.pathname).toBe("/common/oauth2/v2.0/authorize");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: "client-1",
    response_type: "code",
    response_mode: "query",
    redirect_uri: request.redirectUri,
    scope: "openid profile email offline_access User.Read Calendars.ReadWrite MailboxSettings.Read",
    state: "state-1",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    prompt: "select_account",
    login_hint: "eve@example.com",
  });
});

describe("the exchange", () => {
  test("yields the grant, and the account by tenant and number", async () => {
    const microsoft = await granting();
    expect(await microsoft.exchangeCode(allowed, request)).toMatchObject({
      accessToken: "eyJ.a",
      refreshToken: "0.r",
      expiresAt: now + 3_599_000,
      scopes: expect.arrayContaining([...requiredScopes]),
      accountId: `${tenantId}.oid-1`,
      email: "eve@example.com",
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

  const adminWords = "AADSTS65001: The user or administrator has not consented to use the application";
  test.each([
    ["a denial", { state: "state-1", error: "access_denied" }, "rejected", "access_denied"],
    [
      "an organisation that wants its administrator's consent",
      { state: "state-1", error: "consent_required", error_description: adminWords },
      "rejected",
      "AADSTS65001",
    ],
    [
      "an administrator's approval that is still asked for",
      { state: "state-1", error: "access_denied", error_description: "AADSTS90094: The grant requires" },
      "rejected",
      "AADSTS90094",
    ],
    [
      "a redirect address that is not registered",
      { state: "state-1", error: "invalid_request", error_description: "AADSTS50011: The redirect URI" },
      "misconfigured",
      "AADSTS50011",
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
  ])("%s ends before any call", async (_, query, kind, code) => {
    const microsoft = await granting();
    await expect(microsoft.exchangeCode(callback(query), request)).rejects.toMatchObject({ kind, code });
    expect(stub?.requests).toEqual([]);
  });

  test("where an administrator must agree, the sentence says so", async () => {
    const query = { state: "state-1", error: "consent_required", error_description: adminWords };
    const microsoft = await granting();
    await expect(microsoft.exchangeCode(callback(query), request)).rejects.toThrow(/Ask an administrator/);
  });

  test("partial consent names what is missing, and by the name it was granted under nothing else", async () => {
    const microsoft = await granting({ scope: "openid profile User.Read" });
    const error: unknown = await microsoft.exchangeCode(allowed, request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: "insufficient_scope", code: "missing_scopes" });
    expect(String(error)).toContain('"See and edit calendars" (Calendars.ReadWrite)');
    expect(String(error)).not.toContain("(User.Read)");
  });

  test.each([
    ["no refresh token", { refresh_token: undefined }, {}, "rejected", "no_refresh_token"],
    ["no ID token", { id_token: undefined }, {}, "unavailable", "OAUTH_INVALID_RESPONSE"],
    ["an account without a number", {}, { oid: undefined }, "rejected", "no_account"],
    [
      "an account without a tenant",
      {},
      { tid: undefined },
      "unavailable",
      "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
    ],
    [
      "an ID token for another client",
      {},
      { aud: "client-2" },
      "unavailable",
      "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
    ],
    [
      "an ID token of another tenant",
      {},
      { tid: "other" },
      "unavailable",
      "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
    ],
    ["an expired ID token", {}, { exp: 1 }, "unavailable", "OAUTH_JWT_TIMESTAMP_CHECK_FAILED"],
    ["no access token", { access_token: undefined }, {}, "unavailable", "OAUTH_INVALID_RESPONSE"],
  ])("%s is refused", async (_, change, claims, kind, code) => {
    const microsoft = await granting(change, claims);
    await expect(microsoft.exchangeCode(allowed, request)).rejects.toMatchObject({ kind, code });
  });

  test("a used or late code asks for a new sign-in and blames no connection", async () => {
    const used = "AADSTS54005: OAuth2 Authorization code was already redeemed.";
    const microsoft = await provider({
      status: 400,
      body: { error: "invalid_grant", error_description: used, error_codes: [54005] },
    });
    const refused = microsoft.exchangeCode(allowed, request);
    await expect(refused).rejects.toMatchObject({ kind: "rejected", code: "AADSTS54005" });
    await expect(refused).rejects.toThrow(/already used; start again/);
  });
});

const html = { "content-type": "text/html" };
const says = (error: string, number = 0, status = 400): StubAnswer => ({
  status,
  body: { error, error_description: `AADSTS${number}: 0.refresh-token`, error_codes: [number] },
});
const refusals: [string, StubAnswer, string, string, number | null][] = [
  ["a grant unused for too long", says("invalid_grant", 700082), "auth_revoked", "AADSTS700082", null],
  ["a password that was changed", says("invalid_grant", 50173), "auth_revoked", "AADSTS50173", null],
  [
    "a second factor that is wanted",
    says("interaction_required", 50076),
    "auth_revoked",
    "AADSTS50076",
    null,
  ],
  ["a consent taken back", says("invalid_grant", 65001), "auth_revoked", "AADSTS65001", null],
  ["a wrong secret", says("invalid_client", 7000215, 401), "misconfigured", "AADSTS7000215", null],
  ["an expired secret", says("invalid_client", 7000222, 401), "misconfigured", "AADSTS7000222", null],
  ["an unknown client", says("unauthorized_client", 700016), "misconfigured", "AADSTS700016", null],
  ["an unknown tenant", says("invalid_request", 90002), "misconfigured", "AADSTS90002", null],
  ["an unknown error", { status: 400, body: { error: "no_such_word" } }, "rejected", "no_such_word", null],
  ["an unprintable error", { status: 400, body: { error: "0.r leaked" } }, "rejected", "unknown", null],
  [
    "too many requests",
    { status: 429, headers: { "retry-after": "7" }, body: { error: "temporarily_unavailable" } },
    "rate_limited",
    "temporarily_unavailable",
    7000,
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
    { status: 200, headers: html, body: "<p>" },
    "unavailable",
    "OAUTH_RESPONSE_IS_NOT_JSON",
    null,
  ],
  ["HTML that claims to be JSON", { status: 200, body: "<p>" }, "unavailable", "OAUTH_PARSE_ERROR", null],
];

describe("a refresh", () => {
  test("passes on the refresh token that takes the old one's place", async () => {
    const microsoft = await granting({ refresh_token: "0.s", id_token: undefined, access_token: "eyJ.b" });
    expect(await microsoft.refresh("0.r")).toMatchObject({ accessToken: "eyJ.b", refreshToken: "0.s" });
    expect(form()).toMatchObject({ grant_type: "refresh_token", refresh_token: "0.r" });
  });

  test.each(refusals)("%s", async (_, answer, kind, code, retryAfterMs) => {
    const microsoft = await provider(answer);
    await expect(microsoft.refresh("0.r")).rejects.toMatchObject({ kind, code, retryAfterMs });
  });

  test.each<[string, StubAnswer, string | null]>([
    ["half a body", { drop: "amid" }, null],
    ["a dropped connection", { drop: "before" }, null],
    ["a time-out", { hang: true }, "timeout"],
  ])("%s is an outage", async (_, answer, code) => {
    const microsoft = await provider(answer, 200);
    await expect(microsoft.refresh("0.r")).rejects.toMatchObject({
      kind: "unavailable",
      status: null,
      ...(code ? { code } : {}),
    });
  });

  test("no error shows a token or the secret, however it is printed", async () => {
    for (const [, answer] of refusals) {
      const microsoft = await provider(answer);
      const error: unknown = await microsoft.refresh("0.refresh-token").catch((thrown: unknown) => thrown);
      await stub?.close();
      expect(isProviderError(error)).toBe(true);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/0\.r|eyJ|hush/);
    }
    stub = undefined;
  });
});
