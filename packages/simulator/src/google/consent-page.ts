import { html } from "hono/html";
import { document } from "../page/document.ts";
import type { Account } from "../state/model.ts";
import { type AuthorizationRequest, isIdentityScope } from "./authorization-request.ts";

const MEANING: Record<string, string> = {
  openid: "Know who you are",
  email: "See your e-mail address",
  profile: "See your name",
  calendar: "See, edit, share and delete all your calendars",
  "calendar.events": "See and edit events on all your calendars",
  "calendar.calendarlist.readonly": "See the list of your calendars",
  "calendar.readonly": "See all your calendars and their events",
  "calendar.events.readonly": "See events on all your calendars",
  "calendar.freebusy": "See when you are free or busy",
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
    "Consent",
    html`
      <main class="narrow">
        <p class="simulator">Simulator: this is not Google. No real account is involved.</p>
        <h1>An app wants to use your calendar</h1>
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
            <legend>What the app may do</legend>
            ${request.scopes.map((scope) => scopeLine(scope))}
          </fieldset>
          <p class="actions">
            <button type="submit" name="decision" value="allow" class="main">Allow</button>
            <button type="submit" name="decision" value="deny" formnovalidate>Deny</button>
          </p>
        </form>
      </main>`,
  );
}

/** Shown instead of a redirect when the request itself cannot be trusted. */
export function refusalPage(reason: string) {
  return document(
    "Access blocked",
    html`
      <main class="narrow">
        <p class="simulator">Simulator: this is not Google.</p>
        <h1>Access blocked: this app's request is invalid</h1>
        <p role="alert">Error 400: ${reason}</p>
      </main>`,
  );
}

function scopeLine(scope: string) {
  const name = scope.replace(/^https:\/\/www\.googleapis\.com\/auth\/(userinfo\.)?/, "");
  const meaning = MEANING[name] ?? scope;
  if (isIdentityScope(scope)) return html`<p class="given">${meaning} <span class="quiet">${name}</span></p>`;
  return html`
    <label>
      <input type="checkbox" name="granted" value="${scope}" checked>
      ${meaning} <span class="quiet">${name}</span>
    </label>`;
}
