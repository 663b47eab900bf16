import { createHash } from "node:crypto";
import { Hono } from "hono";
import type { Simulator } from "../simulator.ts";
import { SIMULATOR_MICROSOFT_CLIENT_ID, SIMULATOR_MICROSOFT_CLIENT_SECRET } from "../state/seed-ids.ts";
import { randomToken, tokenHash } from "../state/token-hash.ts";
import { readScopes, refusedTenant } from "./authorization-request.ts";
import { EntraError } from "./entra-error.ts";
import { issuerOf, signIdToken } from "./id-token.ts";

const REFRESH_LIFETIME_MS = 90 * 86_400_000;

/** Entra's token endpoint, its keys and its OpenID configuration. */
export function tokenRoutes(simulator: Simulator): Hono {
  const app = new Hono();

  app.post("/:tenant/oauth2/v2.0/token", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const tenant = refusedTenant(c.req.param("tenant"));
    if (tenant !== null)
      throw new EntraError(400, "invalid_request", 90002, tenant.replace("AADSTS90002: ", ""));
    authenticateClient(c.req.header("authorization"), form);
    const grantType = required(form, "grant_type");
    if (grantType === "authorization_code") return c.json(await redeemCode(simulator, form));
    if (grantType === "refresh_token") return c.json(await refresh(simulator, form));
    throw new EntraError(
      400,
      "unsupported_grant_type",
      70003,
      `The app requested an unsupported grant type '${grantType}'.`,
    );
  });

  app.get("/:tenant/discovery/v2.0/keys", (c) => {
    const { kid, publicJwk } = simulator.store.state.signingKey;
    return c.json({ keys: [{ ...publicJwk, kid, use: "sig", issuer: issuerOf(simulator) }] });
  });

  app.get("/:tenant/v2.0/.well-known/openid-configuration", (c) => {
    const base = `${simulator.publicUrl()}/microsoft/${c.req.param("tenant")}`;
    return c.json({
      issuer: issuerOf(simulator, "{tenantid}"),
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ["query"],
      response_types_supported: ["code"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
    });
  });

  app.onError((error, c) => {
    if (!(error instanceof EntraError)) throw error;
    return c.json(error.body(simulator.now()), error.status);
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
  if (code === undefined || grant?.provider !== "microsoft")
    throw new EntraError(400, "invalid_grant", 54005, "OAuth2 Authorization code was already redeemed.");
  if (code.expiresAt <= simulator.now())
    throw new EntraError(400, "invalid_grant", 70008, "The provided authorization code is expired.");
  if (required(form, "redirect_uri") !== code.redirectUri) {
    throw new EntraError(
      400,
      "invalid_grant",
      500112,
      "The reply address does not match the one used when requesting the authorization code.",
    );
  }
  verifyChallenge(code.codeChallenge, form.get("code_verifier"));
  return tokens(simulator, { grantId: grant.id, scopes: code.scopes, nonce: code.nonce });
}

async function refresh(simulator: Simulator, form: URLSearchParams) {
  const { state } = simulator.store;
  const hash = tokenHash(required(form, "refresh_token"));
  const token = state.refreshTokens[hash];
  if (token === undefined || state.grants[token.grantId]?.provider !== "microsoft")
    throw endedToken(state.endedTokens[hash]);
  if (token.createdAt + REFRESH_LIFETIME_MS <= simulator.now()) {
    throw new EntraError(
      400,
      "invalid_grant",
      700082,
      "The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.",
    );
  }
  const asked = readScopes(form.get("scope") ?? "");
  const beyond = asked.find((scope) => !["openid", "profile", "email", ...token.scopes].includes(scope));
  if (beyond !== undefined)
    throw new EntraError(
      400,
      "invalid_grant",
      65001,
      "The user or administrator has not consented to use the application.",
    );
  if (state.settings.strictRotation) {
    delete state.refreshTokens[hash];
    state.endedTokens[hash] = 70000;
  }
  return tokens(simulator, { grantId: token.grantId, scopes: token.scopes, nonce: null });
}

const ENDED: Record<number, string> = {
  50173:
    "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
  65001:
    "The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.",
};

function endedToken(number = 70000): EntraError {
  return new EntraError(
    400,
    "invalid_grant",
    number,
    ENDED[number] ?? "The provided value for the input parameter 'refresh_token' is not valid.",
  );
}

/** Every answer brings a new refresh token; the one it was got with stays good, unless rotation is strict. */
async function tokens(
  simulator: Simulator,
  about: { grantId: string; scopes: string[]; nonce: string | null },
) {
  const { state } = simulator.store;
  const { grantId, scopes } = about;
  const now = simulator.now();
  const seconds = state.settings.accessTokenSeconds;
  for (const [hash, { expiresAt }] of Object.entries(state.accessTokens))
    if (expiresAt <= now) delete state.accessTokens[hash];
  const access = randomToken("EwB");
  state.accessTokens[tokenHash(access)] = { grantId, scopes, expiresAt: now + seconds * 1000 };
  const refreshToken = scopes.includes("offline_access") ? randomToken("1.AR") : null;
  if (refreshToken !== null)
    state.refreshTokens[tokenHash(refreshToken)] = { grantId, scopes, createdAt: now };
  simulator.store.changed();
  return {
    token_type: "Bearer",
    // Entra does not name offline_access among what was given.
    scope: scopes.filter((scope) => scope !== "offline_access").join(" "),
    expires_in: seconds,
    ext_expires_in: seconds,
    access_token: access,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    ...(scopes.includes("openid") ? { id_token: await signIdToken(simulator, about) } : {}),
  };
}

function authenticateClient(header: string | undefined, form: URLSearchParams): void {
  const basic = /^Basic (\S+)$/i.exec(header ?? "")?.[1];
  const [basicId, basicSecret] =
    basic === undefined
      ? []
      : Buffer.from(basic, "base64").toString("utf8").split(":").map(decodeURIComponent);
  const id = basicId ?? form.get("client_id") ?? "";
  if (id !== SIMULATOR_MICROSOFT_CLIENT_ID) {
    throw new EntraError(
      400,
      "unauthorized_client",
      700016,
      `Application with identifier '${id}' was not found in the directory.`,
    );
  }
  if ((basicSecret ?? form.get("client_secret")) !== SIMULATOR_MICROSOFT_CLIENT_SECRET)
    throw new EntraError(401, "invalid_client", 7000215, "Invalid client secret provided.");
}

function verifyChallenge(challenge: string | null, verifier: string | null): void {
  if (challenge === null) return;
  const made = createHash("sha256")
    .update(verifier ?? "")
    .digest("base64url");
  if (made !== challenge) {
    throw new EntraError(
      400,
      "invalid_grant",
      501481,
      "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
    );
  }
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) {
    throw new EntraError(
      400,
      "invalid_request",
      900144,
      `The request body must contain the following parameter: '${name}'.`,
    );
  }
  return value;
}
