import type { Answer, Call } from "./call.ts";
import { calendarViewDelta } from "./delta.ts";
import { eventsCreate, eventsDelete, eventsGet, eventsUpdate } from "./event-methods.ts";
import { getCalendar, getMailboxSettings, getMe, listCalendars } from "./list-calendars.ts";
import { listCalendarView, listEvents, listInstances } from "./list-events.ts";
import {
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  reauthorizeSubscription,
  renewSubscription,
} from "./subscriptions.ts";

export interface Operation {
  name: string;
  http: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below /v1.0, as Hono writes paths. */
  paths: string[];
  /** Any one of them suffices. */
  scopes: string[];
  query: string[];
  run(call: Call): Answer | Promise<Answer>;
}

const READ = ["Calendars.Read", "Calendars.ReadWrite"];
const WRITE = ["Calendars.ReadWrite"];
const CHOICE = ["$select", "$expand"];
const PAGE = [...CHOICE, "$top", "$skiptoken"];
const WINDOW = ["startDateTime", "endDateTime"];

/** What is simulated of Graph v1.0. */
export const OPERATIONS: Operation[] = [
  { name: "me.get", http: "GET", paths: ["/me"], scopes: ["User.Read"], query: ["$select"], run: getMe },
  {
    name: "mailboxSettings.get",
    http: "GET",
    paths: ["/me/mailboxSettings"],
    scopes: ["MailboxSettings.Read", "MailboxSettings.ReadWrite"],
    query: ["$select"],
    run: getMailboxSettings,
  },
  read("calendars.list", ["/me/calendars"], ["$select", "$top", "$skiptoken"], listCalendars),
  read("calendars.get", ["/me/calendar", "/me/calendars/:calendarId"], ["$select"], getCalendar),
  read(
    "calendarView.delta",
    ["/me/calendarView/delta", "/me/calendars/:calendarId/calendarView/delta"],
    [...WINDOW, "$deltatoken", "$skiptoken"],
    calendarViewDelta,
  ),
  read(
    "calendarView.list",
    ["/me/calendarView", "/me/calendars/:calendarId/calendarView"],
    [...WINDOW, ...PAGE],
    listCalendarView,
  ),
  read("events.list", ["/me/events", "/me/calendars/:calendarId/events"], [...PAGE, "$filter"], listEvents),
  read(
    "events.instances",
    ["/me/events/:eventId/instances", "/me/calendars/:calendarId/events/:eventId/instances"],
    [...WINDOW, ...PAGE],
    listInstances,
  ),
  read("events.get", eventPaths(), CHOICE, eventsGet),
  {
    name: "events.create",
    http: "POST",
    paths: ["/me/events", "/me/calendars/:calendarId/events"],
    scopes: WRITE,
    query: CHOICE,
    run: eventsCreate,
  },
  {
    name: "events.update",
    http: "PATCH",
    paths: eventPaths(),
    scopes: WRITE,
    query: CHOICE,
    run: eventsUpdate,
  },
  { name: "events.delete", http: "DELETE", paths: eventPaths(), scopes: WRITE, query: [], run: eventsDelete },
  subscription("create", "POST", "/subscriptions", createSubscription),
  subscription("list", "GET", "/subscriptions", listSubscriptions),
  subscription("get", "GET", "/subscriptions/:subscriptionId", getSubscription),
  subscription("renew", "PATCH", "/subscriptions/:subscriptionId", renewSubscription),
  subscription("delete", "DELETE", "/subscriptions/:subscriptionId", deleteSubscription),
  subscription("reauthorize", "POST", "/subscriptions/:subscriptionId/reauthorize", reauthorizeSubscription),
];

/** The name of the operation a request means, for logs and fault rules; null when it means none. */
export function operationName(http: string, path: string): string | null {
  const means = (pattern: string) => new RegExp(`^${pattern.replaceAll(/:\w+/g, "[^/]+")}$`, "i").test(path);
  return OPERATIONS.find((operation) => operation.http === http && operation.paths.some(means))?.name ?? null;
}

function eventPaths(): string[] {
  return ["/me/events/:eventId", "/me/calendars/:calendarId/events/:eventId"];
}

function subscription(name: string, http: Operation["http"], path: string, run: Operation["run"]): Operation {
  return { name: `subscriptions.${name}`, http, paths: [path], scopes: READ, query: [], run };
}

function read(name: string, paths: string[], query: string[], run: Operation["run"]): Operation {
  return { name, http: "GET", paths, scopes: READ, query, run };
}
