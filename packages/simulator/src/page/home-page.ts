import { html } from "hono/html";
import type { Simulator } from "../simulator.ts";
import type { Account } from "../state/model.ts";
import { calendarSection } from "./calendar-section.ts";
import { document } from "./document.ts";
import { moment } from "./event-label.ts";

const PROVIDER_NAMES = { google: "Google", microsoft: "Microsoft" };

/** All accounts with their calendars; `done` and `problem` tell how the last form went. */
export function homePage(simulator: Simulator, notice: { done: string | null; problem: string | null }) {
  const accounts = Object.values(simulator.store.state.accounts);
  return document(
    "Accounts and calendars",
    html`
      <main>
        <h1>Calendar simulator</h1>
        <p class="simulator">
          This stands in for Google Calendar and Microsoft Outlook. Nothing here reaches a real account.
          What you change by hand, the connected app learns with its next sync.
        </p>
        ${notice.done === null ? "" : html`<p class="notice" role="status">${notice.done}</p>`}
        ${notice.problem === null ? "" : html`<p class="problem" role="alert">Not done: ${notice.problem}</p>`}
        ${accounts.map((account) => accountSection(simulator, account))}
      </main>`,
  );
}

function accountSection(simulator: Simulator, account: Account) {
  const { state } = simulator.store;
  const calendars = Object.values(state.calendars)
    .filter((calendar) => !calendar.deleted && calendar.access[account.email] !== undefined)
    .sort((a, b) => (a.summary < b.summary ? -1 : 1));
  return html`
    <section id="${account.email}" aria-labelledby="name-${account.sub}">
      <h2 id="name-${account.sub}">${account.name} <span class="quiet">${account.email}, ${account.providers.map((name) => PROVIDER_NAMES[name]).join(" and ")}</span></h2>
      <p class="quiet">Now: ${moment(simulator.now(), account.timeZone)}</p>
      ${connection(simulator, account)}
      ${calendars.map((calendar) => calendarSection(simulator, calendar, account))}
    </section>`;
}

function connection({ store }: Simulator, account: Account) {
  const grants = Object.values(store.state.grants).filter((grant) => grant.account === account.email);
  if (grants.length === 0) return html`<p>No app is connected to this account.</p>`;
  const scopes = grants.flatMap((grant) => grant.scopes).map((scope) => scope.replace(/^.*\/auth\//, ""));
  return html`
    <form method="post" action="/page/revoke" class="row">
      <span>An app is connected. <span class="quiet">It may use: ${[...new Set(scopes)].join(", ")}</span></span>
      <input type="hidden" name="account" value="${account.email}">
      <button type="submit">Revoke access<span class="hidden"> to ${account.email}</span></button>
    </form>`;
}
