import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Simulator } from "../simulator.ts";
import { grantOf } from "../state/grants.ts";
import { accountsOf } from "../state/model.ts";
import { SIMULATOR_MICROSOFT_CLIENT_ID } from "../state/seed-ids.ts";
import { randomToken, tokenHash } from "../state/token-hash.ts";
import {
  type AuthorizationRequest,
  isIdentityScope,
  readAuthorizationRequest,
} from "./authorization-request.ts";
import { consentPage, refusalPage } from "./consent-page.ts";

const CODE_LIFETIME_MS = 10 * 60_000;
const PATH = "/:tenant/oauth2/v2.0/authorize";

/** Entra's authorization endpoint: GET shows the consent page, POST takes the person's decision. */
export function authorizeRoutes(simulator: Simulator): Hono {
  const app = new Hono();

  app.get(PATH, (c) => {
    const parameters = new URL(c.req.url).searchParams;
    const request = readAuthorizationRequest(simulator, c.req.param("tenant"), parameters);
    if ("refusal" in request) return c.html(refusalPage(request.refusal), 400);
    const { state } = simulator.store;
    const auto = state.settings.autoConsent;
    if (auto !== null)
      return decide(c, simulator, { request, ...auto, scopes: auto.scopes ?? request.scopes });
    if (request.prompt === "none")
      return back(c, request, { error: "interaction_required", error_description: "AADSTS50058: Sign in." });
    return c.html(consentPage({ request, parameters, accounts: accountsOf(state, "microsoft") }));
  });

  app.post(PATH, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const request = readAuthorizationRequest(simulator, c.req.param("tenant"), form);
    if ("refusal" in request) return c.html(refusalPage(request.refusal), 400);
    const decision = form.get("decision");
    if (decision !== "allow" && decision !== "deny" && decision !== "needsAdmin")
      return c.html(refusalPage("decision must be allow, deny or needsAdmin."), 400);
    const account = form.get("account") ?? "";
    return decide(c, simulator, { request, decision, account, scopes: form.getAll("granted") });
  });

  return app;
}

interface Decision {
  request: AuthorizationRequest;
  decision: "allow" | "deny" | "needsAdmin";
  account: string;
  scopes: string[];
}

const REFUSALS = {
  deny: "AADSTS65004: User declined to consent to access the app.",
  needsAdmin:
    "AADSTS90094: The grant requires admin permission. Ask an administrator to grant it before you can use the app.",
};

function decide(c: Context, simulator: Simulator, { request, decision, account, scopes }: Decision) {
  if (decision !== "allow")
    return back(c, request, { error: "access_denied", error_description: REFUSALS[decision] });
  const { store } = simulator;
  if (!store.state.accounts[account]?.providers.includes("microsoft")) {
    return c.html(refusalPage(`AADSTS50020: User account '${account}' does not exist in the tenant.`), 400);
  }
  const given = request.scopes.filter((scope) => isIdentityScope(scope) || scopes.includes(scope));
  const code = issueCode(simulator, request, { account, scopes: given });
  store.changed();
  return back(c, request, { code, session_state: randomUUID() });
}

function issueCode(
  { store, now }: Simulator,
  request: AuthorizationRequest,
  { account, scopes }: { account: string; scopes: string[] },
): string {
  const { state } = store;
  const grant = grantOf(state, account, SIMULATOR_MICROSOFT_CLIENT_ID) ?? {
    id: randomUUID(),
    provider: "microsoft" as const,
    account,
    clientId: SIMULATOR_MICROSOFT_CLIENT_ID,
    scopes,
    grantedAt: now(),
  };
  state.grants[grant.id] = { ...grant, scopes: [...new Set([...grant.scopes, ...scopes])] };
  const code = randomToken("1.A");
  state.codes[tokenHash(code)] = {
    grantId: grant.id,
    scopes,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    nonce: request.nonce,
    offline: scopes.includes("offline_access"),
    expiresAt: now() + CODE_LIFETIME_MS,
  };
  return code;
}

function back(c: Context, request: AuthorizationRequest, answer: Record<string, string>) {
  const url = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (request.state !== null) url.searchParams.set("state", request.state);
  return c.redirect(url.href, 302);
}
