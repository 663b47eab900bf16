import { html } from "hono/html";
import { document } from "../page/document.ts";
import type { Account } from "../state/model.ts";
import { type AuthorizationRequest, isIdentityScope } from "./authorization-request.ts";

const MEANING: Record<string, string> = {
  openid: "Sign you in",
  email: "View your email address",
  profile: "View your basic profile",
  offline_access: "Maintain access to data you have given it access to",
  "User.Read": "Sign you in and read your profile",
  "Calendars.Read": "Read your calendars",
  "Calendars.ReadWrite": "Have full access to your calendars",
  "MailboxSettings.Read": "Read your mailbox settings",
};

/** Where a person chooses the account and what the app may do; a plain form that works without scripts. */
export function consentPage(about: {
  request: AuthorizationRequest;
  parameters: URLSearchParams;
  accounts: Account[];
}) {
  const { request, parameters, accounts } = about;
  const chosen = accounts.find((account) => account.email === request.loginHint) ?? accounts[0];
  return document(
    "Permissions requested",
    html`
      <main class="narrow">
        <p class="simulator">Simulator: this is not Microsoft. No real account is involved.</p>
        <h1>An app asks for permissions</h1>
        <p>You will return to <strong>${new URL(request.redirectUri).host}</strong>.</p>
        <form method="post">
          ${[...parameters].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
          <fieldset>
            <legend>Account</legend>
            ${accounts.map(
              (account) => html`
                <label>
                  <input type="radio" name="account" value="${account.email}" required
                    ${account === chosen ? "checked" : ""}>
                  ${account.name} <span class="quiet">${account.email}</span>
                </label>`,
            )}
          </fieldset>
          <fieldset>
            <legend>This app would like to</legend>
            ${request.scopes.map((scope) => scopeLine(scope))}
          </fieldset>
          <p class="actions">
            <button type="submit" name="decision" value="allow" class="main">Accept</button>
            <button type="submit" name="decision" value="deny" formnovalidate>Cancel</button>
            <button type="submit" name="decision" value="needsAdmin" formnovalidate>Needs admin approval</button>
          </p>
          <p class="quiet">The last one answers as a tenant whose people may not consent by themselves.</p>
        </form>
      </main>`,
  );
}

/** Shown instead of a redirect when the request itself cannot be trusted. */
export function refusalPage(reason: string) {
  return document(
    "Sign in",
    html`
      <main class="narrow">
        <p class="simulator">Simulator: this is not Microsoft.</p>
        <h1>Sorry, but we're having trouble signing you in.</h1>
        <p role="alert">${reason}</p>
      </main>`,
  );
}

function scopeLine(scope: string) {
  const meaning = MEANING[scope] ?? scope;
  if (isIdentityScope(scope))
    return html`<p class="given">${meaning} <span class="quiet">${scope}</span></p>`;
  return html`
    <label>
      <input type="checkbox" name="granted" value="${scope}" checked>
      ${meaning} <span class="quiet">${scope}</span>
    </label>`;
}
