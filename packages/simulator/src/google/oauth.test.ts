import { createRemoteJWKSet, jwtVerify } from "jose";
import { expect, test } from "vitest";
import * as z from "zod";
import {
  ANN,
  BEN,
  googleEndpoints,
  grantConsent,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
} from "../index.ts";
import { CALLBACK, connect, oauthClient, refusal, SCOPES, testSimulator } from "../test-client.ts";

const VERIFIER = "a-verifier-that-is-long-enough-to-be-a-verifier";
const CHALLENGE = "TTFyUdUEX6fMnrBjWZjRgDo-dIM_lJdUtfIRv9L3C6g";

const TokenAnswer = z.object({
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
  scope: z.string().optional(),
  token_type: z.string().optional(),
  id_token: z.string().optional(),
  error: z.string().optional(),
});

function authorization(url: string, changes: Record<string, string | null> = {}): URL {
  const parameters: Record<string, string | null> = {
    response_type: "code",
    client_id: SIMULATOR_CLIENT_ID,
    redirect_uri: CALLBACK,
    scope: `openid email ${SCOPES.events} ${SCOPES.list}`,
    access_type: "offline",
    prompt: "consent",
    state: "the-state",
    ...changes,
  };
  const target = new URL(googleEndpoints(url).authUrl);
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) target.searchParams.set(name, value);
  return target;
}

async function codeFrom(url: string, changes: Record<string, string | null> = {}): Promise<string> {
  const callback = await grantConsent(authorization(url, changes), ANN);
  return callback.searchParams.get("code") ?? "";
}

async function token(url: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const client = { client_id: SIMULATOR_CLIENT_ID, client_secret: SIMULATOR_CLIENT_SECRET };
  const body = new URLSearchParams(headers.authorization === undefined ? { ...client, ...form } : form);
  const response = await fetch(googleEndpoints(url).tokenUrl, { method: "POST", body, headers });
  return { status: response.status, body: TokenAnswer.parse(await response.json()) };
}

const redeem = (code: string, more: Record<string, string> = {}) => ({
  grant_type: "authorization_code",
  code,
  redirect_uri: CALLBACK,
  ...more,
});

test("the consent page says what it is, offers accounts and scopes, and needs no script", async () => {
  const { url } = await testSimulator();
  const page = await (await fetch(authorization(url, { login_hint: BEN }))).text();
  expect(page).toContain("Simulator");
  expect(page).toMatch(new RegExp(`value="${BEN}" required\\s+checked`));
  expect(page).toContain(`type="checkbox" name="granted" value="${SCOPES.events}" checked`);
  expect(page).not.toContain("<script");
});

test.each([
  ["an unknown client", { client_id: "someone-else" }, /invalid_client/],
  ["a foreign redirect", { redirect_uri: "https://evil.example/callback" }, /redirect_uri_mismatch/],
  [
    "a script as redirect",
    { redirect_uri: "javascript:/api/oauth/google/callback" },
    /redirect_uri_mismatch/,
  ],
  ["no redirect", { redirect_uri: null }, /redirect_uri_mismatch/],
  ["another response type", { response_type: "token" }, /response_type/],
  ["no scope", { scope: null }, /scope is missing/],
  ["a plain challenge", { code_challenge: CHALLENGE, code_challenge_method: "plain" }, /S256/],
  ["a method without a challenge", { code_challenge_method: "S256" }, /code_challenge is missing/],
  ["a malformed challenge", { code_challenge: "short", code_challenge_method: "S256" }, /code_challenge/],
])("refuses %s on a page, without redirecting", async (_, changes, message) => {
  const { url } = await testSimulator();
  const response = await fetch(authorization(url, changes), { redirect: "manual" });
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(message);
});

test("only registered redirects are taken once there is a list of them", async () => {
  const { url, control } = await testSimulator();
  await control("POST", "settings", { redirectUris: ["https://other.example/back"] });
  await expect(codeFrom(url)).rejects.toThrow(/redirect_uri_mismatch/);
  expect(await codeFrom(url, { redirect_uri: "https://other.example/back" })).not.toBe("");
});

test("denial returns access_denied and the state", async () => {
  const { url } = await testSimulator();
  const callback = await grantConsent(authorization(url), ANN, { decision: "deny" });
  expect(Object.fromEntries(callback.searchParams)).toEqual({ error: "access_denied", state: "the-state" });
});

test("a scope that was unticked is missing from the answer, and from what the token may do", async () => {
  const { url } = await testSimulator();
  const { tokens, api } = await connect(url, { scopes: [SCOPES.events] });
  expect(tokens.scope?.split(" ")).toEqual(["openid", "email", SCOPES.events]);
  expect(await refusal(api.calendarList.list())).toMatchObject({
    status: 403,
    reason: "insufficientPermissions",
  });
});

test("consent can be automatic, and prompt=none without it needs interaction", async () => {
  const { url, control } = await testSimulator();
  const silent = await grantConsent(authorization(url, { prompt: "none" }), ANN);
  expect(silent.searchParams.get("error")).toBe("interaction_required");
  await control("POST", "settings", { autoConsent: { account: BEN } });
  const response = await fetch(authorization(url), { redirect: "manual" });
  expect(new URL(response.headers.get("location") ?? "").searchParams.get("code")).toMatch(/^4\/0/);
});

test("the code answers with tokens once, with an id token that the published key verifies", async () => {
  const { url } = await testSimulator();
  const code = await codeFrom(url, { nonce: "n-1" });
  const answer = await token(url, redeem(code));
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    access_token: expect.stringMatching(/^ya29\./),
    refresh_token: expect.stringMatching(/^1\/\//),
    expires_in: 3599,
    scope: `openid email ${SCOPES.events} ${SCOPES.list}`,
    token_type: "Bearer",
    id_token: expect.any(String),
  });
  const keys = createRemoteJWKSet(new URL(googleEndpoints(url).jwksUrl));
  const { payload } = await jwtVerify(answer.body.id_token ?? "", keys, {
    issuer: "https://accounts.google.com",
    audience: SIMULATOR_CLIENT_ID,
  });
  expect(payload).toMatchObject({
    email: ANN,
    email_verified: true,
    sub: "100000000000000000001",
    nonce: "n-1",
  });
  expect(await token(url, redeem(code))).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("a code expires", async () => {
  const { url, control } = await testSimulator();
  const code = await codeFrom(url);
  await control("POST", "clock", { advanceMs: 10 * 60_000 });
  expect(await token(url, redeem(code))).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("a code with a challenge needs its verifier", async () => {
  const { url } = await testSimulator();
  const client = oauthClient(url);
  const { codeVerifier, codeChallenge = "" } = await client.generateCodeVerifierAsync();
  const changes = { code_challenge: codeChallenge, code_challenge_method: "S256" };
  const invalid = { status: 400, body: { error: "invalid_grant" } };
  expect(await token(url, redeem(await codeFrom(url, changes)))).toMatchObject(invalid);
  expect(await token(url, redeem(await codeFrom(url, changes), { code_verifier: VERIFIER }))).toMatchObject(
    invalid,
  );
  const right = redeem(await codeFrom(url, changes), { code_verifier: codeVerifier });
  expect((await token(url, right)).status).toBe(200);
});

test("the token endpoint refuses what does not fit", async () => {
  const { url } = await testSimulator();
  const refused = async (form: Record<string, string>, headers?: Record<string, string>) => {
    const { status, body } = await token(url, form, headers);
    return [status, body.error];
  };
  expect(await refused(redeem(await codeFrom(url), { redirect_uri: `${CALLBACK}/` }))).toEqual([
    400,
    "redirect_uri_mismatch",
  ]);
  expect(await refused({ grant_type: "password" })).toEqual([400, "unsupported_grant_type"]);
  expect(await refused({ grant_type: "refresh_token" })).toEqual([400, "invalid_request"]);
  expect(await refused({ grant_type: "refresh_token", refresh_token: "1//0unknown" })).toEqual([
    400,
    "invalid_grant",
  ]);
  expect(await refused({ client_secret: "wrong", grant_type: "refresh_token" })).toEqual([
    401,
    "invalid_client",
  ]);
  expect(await refused({ client_id: "someone", grant_type: "refresh_token" })).toEqual([
    401,
    "invalid_client",
  ]);
  const wrong = Buffer.from(`${SIMULATOR_CLIENT_ID}:wrong`).toString("base64");
  expect(await refused({ grant_type: "refresh_token" }, { authorization: `Basic ${wrong}` })).toEqual([
    401,
    "invalid_client",
  ]);
});

test("refreshing gives a new access token and no refresh token; Basic authentication does as well", async () => {
  const { url } = await testSimulator();
  const { tokens } = await connect(url);
  const basic = Buffer.from(`${SIMULATOR_CLIENT_ID}:${SIMULATOR_CLIENT_SECRET}`).toString("base64");
  const form = { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "" };
  const answer = await token(url, form, { authorization: `Basic ${basic}` });
  expect(answer.body).toMatchObject({ expires_in: 3599, token_type: "Bearer", scope: tokens.scope });
  expect(answer.body).not.toHaveProperty("refresh_token");
  expect(answer.body.access_token).not.toBe(tokens.access_token);
});

test("strict rotation replaces the refresh token and refuses the old one", async () => {
  const { url, control } = await testSimulator();
  await control("POST", "settings", { strictRotation: true });
  const { tokens } = await connect(url);
  const form = { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "" };
  const first = await token(url, form);
  expect(first.body.refresh_token).toMatch(/^1\/\//);
  expect(await token(url, form)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  expect((await token(url, { ...form, refresh_token: first.body.refresh_token ?? "" })).status).toBe(200);
});

test("a refresh token comes with the first offline consent, and later with prompt=consent only", async () => {
  const { url } = await testSimulator();
  const has = async (changes: Record<string, string | null>) =>
    "refresh_token" in (await token(url, redeem(await codeFrom(url, changes)))).body;
  expect(await has({ access_type: null, prompt: null })).toBe(false);
  expect(await has({ prompt: null })).toBe(true);
  expect(await has({ prompt: null })).toBe(false);
  expect(await has({ prompt: "consent" })).toBe(true);
});

test("include_granted_scopes adds what was given before", async () => {
  const { url } = await testSimulator();
  await codeFrom(url, { scope: `openid ${SCOPES.list}` });
  const code = await codeFrom(url, { scope: `openid ${SCOPES.events}`, include_granted_scopes: "true" });
  const { body } = await token(url, redeem(code));
  expect(body.scope?.split(" ").sort()).toEqual(["openid", SCOPES.events, SCOPES.list].sort());
});

test("an access token expires by the simulator's clock", async () => {
  const { url, control } = await testSimulator();
  await control("POST", "settings", { accessTokenSeconds: 60 });
  const { api } = await connect(url);
  await api.calendarList.list();
  await control("POST", "clock", { advanceMs: 60_000 });
  expect(await refusal(api.calendarList.list())).toMatchObject({ status: 401, reason: "authError" });
});

test("revoking any token ends the whole grant; revoking an unknown one is refused", async () => {
  const { url, control } = await testSimulator();
  const first = await connect(url);
  const second = await connect(url);
  const ben = await connect(url, { account: BEN });
  const answer = await oauthClient(url).revokeToken(first.tokens.refresh_token ?? "");
  expect([answer.status, answer.data]).toEqual([200, {}]);
  expect(await refusal(second.api.calendarList.list())).toMatchObject({ status: 401, reason: "authError" });
  const form = { grant_type: "refresh_token", refresh_token: second.tokens.refresh_token ?? "" };
  expect(await token(url, form)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  const again = await fetch(`${googleEndpoints(url).revokeUrl}?token=${first.tokens.refresh_token}`, {
    method: "POST",
  });
  expect([again.status, await again.json()]).toEqual([
    400,
    expect.objectContaining({ error: "invalid_token" }),
  ]);
  await ben.api.calendarList.list();
  expect((await control("POST", `accounts/${BEN}/revoke`)).body).toEqual({ revoked: 1 });
  expect(await refusal(ben.api.calendarList.list())).toMatchObject({ status: 401 });
});
