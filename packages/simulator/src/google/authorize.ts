import { type Context, Hono } from "hono";
import type { Simulator } from "../simulator.ts";
import { accountsOf } from "../state/model.ts";
import {
  type AuthorizationRequest,
  isIdentityScope,
  readAuthorizationRequest,
} from "./authorization-request.ts";
import { consentPage, refusalPage } from "./consent-page.ts";
import { issueCode } from "./grants.ts";

/** The authorization endpoint: GET shows the consent page, POST takes the person's decision. */
export function authorizeRoutes(simulator: Simulator): Hono {
  const app = new Hono();

  app.get("/o/oauth2/v2/auth", (c) => {
    const parameters = new URL(c.req.url).searchParams;
    const request = readAuthorizationRequest(simulator, parameters);
    if ("refusal" in request) return c.html(refusalPage(request.refusal), 400);
    const auto = simulator.store.state.settings.autoConsent;
    if (auto !== null) {
      return decide(c, simulator, { request, ...auto, scopes: auto.scopes ?? request.scopes });
    }
    if (request.prompts.includes("none")) return back(c, request, { error: "interaction_required" });
    return c.html(
      consentPage({ request, parameters, accounts: accountsOf(simulator.store.state, "google") }),
    );
  });

  app.post("/o/oauth2/v2/auth", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const request = readAuthorizationRequest(simulator, form);
    if ("refusal" in request) return c.html(refusalPage(request.refusal), 400);
    const decision = form.get("decision");
    if (decision !== "allow" && decision !== "deny")
      return c.html(refusalPage("decision must be allow or deny."), 400);
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

function decide(c: Context, simulator: Simulator, { request, decision, account, scopes }: Decision) {
  if (decision !== "allow") return back(c, request, { error: "access_denied" });
  const { store } = simulator;
  if (!store.state.accounts[account]?.providers.includes("google")) {
    return c.html(refusalPage(`account "${account}" does not exist here.`), 400);
  }
  const given = request.scopes.filter((scope) => isIdentityScope(scope) || scopes.includes(scope));
  if (given.length === 0) return back(c, request, { error: "access_denied" });
  const code = issueCode(store.state, request, { account, scopes: given, now: simulator.now() });
  store.changed();
  return back(c, request, { code, scope: given.join(" ") });
}

function back(c: Context, request: AuthorizationRequest, answer: Record<string, string>) {
  const url = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (request.state !== null) url.searchParams.set("state", request.state);
  return c.redirect(url.href, 302);
}
