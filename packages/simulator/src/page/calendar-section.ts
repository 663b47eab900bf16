import { html } from "hono/html";
import { hasRole, horizonOf } from "../google/call.ts";
import type { Simulator } from "../simulator.ts";
import type { Account, Calendar } from "../state/model.ts";
import { bounds, expandedOccurrences, type Occurrence } from "../state/occurrences.ts";
import { wallAt, wallDate } from "../state/zone.ts";
import { eventBadges, inputTime, lastDay, whenLabel } from "./event-label.ts";

const DAY_MS = 86_400_000;
const PAST_DAYS = 2;
const COMING_DAYS = 28;

/** One calendar's events of the coming weeks, with forms for whoever may write into it. */
export function calendarSection(simulator: Simulator, calendar: Calendar, account: Account) {
  const role = calendar.access[account.email] ?? "reader";
  const writable = hasRole(role, "writer");
  const heading = `${account.sub}-${calendar.id}`;
  const events = comingEvents(simulator, calendar);
  return html`
    <section id="${account.email === calendar.owner ? calendar.id : heading}" aria-labelledby="${heading}-name">
      <h3 id="${heading}-name">
        ${calendar.summary}
        <span class="quiet">${calendar.primary ? "primary, " : ""}${role}, ${calendar.timeZone}</span>
      </h3>
      ${
        events.length === 0
          ? html`<p class="quiet">No events in the next ${COMING_DAYS} days.</p>`
          : html`
            <div class="scroll"><table>
              <thead><tr>
                <th scope="col">When</th><th scope="col">What</th>
                ${writable ? html`<th scope="col">Change</th>` : ""}
              </tr></thead>
              <tbody>${events.map((event) => eventRow(event, { calendar, account, writable, heading }))}</tbody>
            </table></div>`
      }
      ${writable ? addForm(simulator, calendar, account) : ""}
    </section>`;
}

function comingEvents(simulator: Simulator, calendar: Calendar): Occurrence[] {
  const from = simulator.now() - PAST_DAYS * DAY_MS;
  const until = simulator.now() + COMING_DAYS * DAY_MS;
  return expandedOccurrences(calendar, horizonOf(simulator))
    .map((event) => ({ event, ...bounds(event, calendar) }))
    .filter(({ event, start, end }) => event.status !== "cancelled" && from < end && start < until)
    .sort((a, b) => a.start - b.start)
    .map(({ event }) => event);
}

interface RowContext {
  calendar: Calendar;
  account: Account;
  writable: boolean;
  heading: string;
}

function eventRow(event: Occurrence, { calendar, account, writable, heading }: RowContext) {
  const title = event.source.details.summary ?? "(no title)";
  const id = account.email === calendar.owner ? `event-${event.id}` : `${heading}-${event.id}`;
  return html`
    <tr id="${id}">
      <td>${whenLabel(event, calendar.timeZone)}</td>
      <td>${title} ${eventBadges(event, calendar)}</td>
      ${writable ? html`<td>${changeForms(event, title, { calendar, account })}</td>` : ""}
    </tr>`;
}

function changeForms(event: Occurrence, title: string, place: { calendar: Calendar; account: Account }) {
  const allDay = event.start.kind === "day";
  const hidden = html`${placeFields(place.calendar, place.account)}<input type="hidden" name="eventId" value="${event.id}">`;
  const type = allDay ? "date" : "datetime-local";
  const end = allDay ? lastDay(event.end) : inputTime(event.end, place.calendar.timeZone);
  return html`
    <details>
      <summary>Move<span class="hidden"> ${title}</span></summary>
      <form method="post" action="/page/events/move" class="row">
        ${hidden}${allDay ? html`<input type="hidden" name="allDay" value="on">` : ""}
        <label>Title <input name="title" value="${title}" required></label>
        <label>${allDay ? "First day" : "Start"}
          <input type="${type}" name="start" value="${inputTime(event.start, place.calendar.timeZone)}" required></label>
        <label>${allDay ? "Last day" : "End"} <input type="${type}" name="end" value="${end}" required></label>
        <button type="submit">Save</button>
      </form>
    </details>
    <form method="post" action="/page/events/delete" class="inline">
      ${hidden}
      <button type="submit">Delete<span class="hidden"> ${title}</span></button>
    </form>`;
}

function addForm(simulator: Simulator, calendar: Calendar, account: Account) {
  const tomorrow = wallDate(wallAt(simulator.now(), calendar.timeZone) + DAY_MS);
  return html`
    <form method="post" action="/page/events/add">
      <fieldset>
        <legend>Add an event to ${calendar.summary}</legend>
        <div class="row">
          ${placeFields(calendar, account)}
          <label>Title <input name="title" required></label>
          <label>Start <input type="datetime-local" name="start" value="${tomorrow}T09:00" required></label>
          <label>End <input type="datetime-local" name="end" value="${tomorrow}T10:00" required></label>
          <label><input type="checkbox" name="allDay"> Whole days</label>
          <button type="submit" class="main">Add event</button>
        </div>
        <p class="quiet">Times are those of ${calendar.timeZone}.</p>
      </fieldset>
    </form>`;
}

function placeFields(calendar: Calendar, account: Account) {
  return html`<input type="hidden" name="account" value="${account.email}"><input type="hidden" name="calendarId" value="${calendar.id}">`;
}
