import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Simulator } from "../simulator.ts";
import { endGrant } from "../state/grants.ts";
import { SIMULATOR_CLIENT_ID, SIMULATOR_CLIENT_SECRET } from "../state/seed-ids.ts";
import { randomToken, tokenHash } from "../state/token-hash.ts";
import { signIdToken } from "./id-token.ts";
import { OAuthError } from "./oauth-error.ts";

/** Google lets the oldest die silently beyond this many per account and client. */
const MAX_REFRESH_TOKENS = 100;

/** POST /token, POST /revoke and the keys that verify id tokens. */
export function tokenRoutes(simulator: Simulator): Hono {
  const app = new Hono();

  app.post("/token", async (c) => {
    const form = await readForm(c);
    authenticateClient(c.req.header("authorization"), form);
    const grantType = required(form, "grant_type");
    if (grantType === "authorization_code") return c.json(await redeemCode(simulator, form));
    if (grantType === "refresh_token") return c.json(await refresh(simulator, form));
    throw new OAuthError(400, "unsupported_grant_type", `Invalid grant_type: ${grantType}`);
  });

  app.post("/revoke", async (c) => {
    const { state } = simulator.store;
    const token = new URL(c.req.url).searchParams.get("token") ?? (await readForm(c)).get("token") ?? "";
    const hash = tokenHash(token);
    const known = state.refreshTokens[hash] ?? state.accessTokens[hash];
    if (state.grants[known?.grantId ?? ""]?.provider !== "google" || known === undefined)
      throw new OAuthError(400, "invalid_token", "Token expired or revoked");
    endGrant(state, known.grantId);
    simulator.store.changed();
    return c.json({});
  });

  app.get("/oauth2/v3/certs", (c) => {
    const { kid, publicJwk } = simulator.store.state.signingKey;
    return c.json({ keys: [{ ...publicJwk, kid, use: "sig", alg: "RS256" }] });
  });

  app.onError((error, c) => {
    if (!(error instanceof OAuthError)) throw error;
    return c.json({ error: error.error, error_description: error.message }, error.status);
  });
  return app;
}

async function redeemCode(simulator: Simulator, form: URLSearchParams) {
  const { state } = simulator.store;
  const hash = tokenHash(required(form, "code"));
  const code = state.codes[hash];
  const grant = state.grants[code?.grantId ?? ""];
  // A code is good for one try, whatever comes of it.
  delete state.codes[hash];
  simulator.store.changed();
  if (code === undefined || grant?.provider !== "google" || code.expiresAt <= simulator.now()) {
    throw new OAuthError(400, "invalid_grant", "Malformed auth code.");
  }
  if (required(form, "redirect_uri") !== code.redirectUri) {
    throw new OAuthError(400, "redirect_uri_mismatch", "Bad Request");
  }
  verifyChallenge(code.codeChallenge, form.get("code_verifier"));
  return {
    ...(await accessAnswer(simulator, { grantId: grant.id, scopes: code.scopes, nonce: code.nonce })),
    ...(code.offline ? { refresh_token: issueRefreshToken(simulator, grant.id, code.scopes) } : {}),
  };
}

async function refresh(simulator: Simulator, form: URLSearchParams) {
  const { state } = simulator.store;
  const hash = tokenHash(required(form, "refresh_token"));
  const token = state.refreshTokens[hash];
  if (token === undefined || state.grants[token.grantId]?.provider !== "google") {
    throw new OAuthError(400, "invalid_grant", "Token has been expired or revoked.");
  }
  if (state.settings.strictRotation) delete state.refreshTokens[hash];
  const { grantId, scopes } = token;
  const rotated = state.settings.strictRotation ? issueRefreshToken(simulator, grantId, scopes) : null;
  return {
    ...(await accessAnswer(simulator, { grantId, scopes, nonce: null })),
    ...(rotated === null ? {} : { refresh_token: rotated }),
  };
}

async function accessAnswer(
  simulator: Simulator,
  about: { grantId: string; scopes: string[]; nonce: string | null },
) {
  const { state } = simulator.store;
  const { grantId, scopes, nonce } = about;
  const seconds = state.settings.accessTokenSeconds;
  const token = randomToken("ya29.");
  for (const [hash, { expiresAt }] of Object.entries(state.accessTokens)) {
    if (expiresAt <= simulator.now()) delete state.accessTokens[hash];
  }
  state.accessTokens[tokenHash(token)] = { grantId, scopes, expiresAt: simulator.now() + seconds * 1000 };
  simulator.store.changed();
  return {
    access_token: token,
    expires_in: seconds,
    scope: scopes.join(" "),
    token_type: "Bearer",
    ...(scopes.includes("openid")
      ? { id_token: await signIdToken(simulator, { grantId, scopes, nonce }) }
      : {}),
  };
}

function issueRefreshToken(simulator: Simulator, grantId: string, scopes: string[]): string {
  const { refreshTokens } = simulator.store.state;
  const token = randomToken("1//0");
  refreshTokens[tokenHash(token)] = { grantId, scopes, createdAt: simulator.now() };
  const ofGrant = Object.entries(refreshTokens).filter(([, known]) => known.grantId === grantId);
  for (const [hash] of ofGrant.slice(0, Math.max(0, ofGrant.length - MAX_REFRESH_TOKENS)))
    delete refreshTokens[hash];
  return token;
}

/** client_secret_basic or client_secret_post (RFC 6749, 2.3.1). */
function authenticateClient(header: string | undefined, form: URLSearchParams): void {
  const basic = /^Basic (\S+)$/i.exec(header ?? "")?.[1];
  const [basicId, basicSecret] =
    basic === undefined ? [] : Buffer.from(basic, "base64").toString("utf8").split(":");
  const id = basicId === undefined ? form.get("client_id") : decodeURIComponent(basicId);
  const secret = basicSecret === undefined ? form.get("client_secret") : decodeURIComponent(basicSecret);
  if (id !== SIMULATOR_CLIENT_ID)
    throw new OAuthError(401, "invalid_client", "The OAuth client was not found.");
  if (!sameText(secret ?? "", SIMULATOR_CLIENT_SECRET)) {
    throw new OAuthError(401, "invalid_client", "The provided client secret is invalid.");
  }
}

function verifyChallenge(challenge: string | null, verifier: string | null): void {
  if (challenge === null) return;
  if (verifier === null) throw new OAuthError(400, "invalid_grant", "Missing code verifier.");
  const made = createHash("sha256").update(verifier).digest("base64url");
  if (!sameText(made, challenge)) throw new OAuthError(400, "invalid_grant", "Invalid code verifier.");
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw new OAuthError(400, "invalid_request", `Missing required parameter: ${name}`);
  return value;
}

async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

function sameText(some: string, other: string): boolean {
  return timingSafeEqual(
    createHash("sha256").update(some).digest(),
    createHash("sha256").update(other).digest(),
  );
}
