import { expect } from "@playwright/test";
import type { RunningServer } from "./server.ts";
import { simulatorOf } from "./studio.ts";

/** Asks the control door of the server's calendar simulator; returns what it answers. */
export async function control(
  server: RunningServer,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(new URL(`/__sim/${path}`, await simulatorOf(server)), {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  expect(response.ok, text).toBe(true);
  return text === "" ? {} : JSON.parse(text);
}

type Calendars = { id: string; events: { id: string; summary?: string; subject?: string }[] }[];

/** The event of this title, once some calendar of the simulator shows it. */
export async function eventOf(
  server: RunningServer,
  title: string,
): Promise<{ id: string; calendarId: string }> {
  const find = async () => {
    // The door answers with what `stateView` of the simulator makes.
    const { calendars } = (await control(server, "GET", "state")) as { calendars: Calendars };
    return calendars.flatMap(({ id: calendarId, events }) =>
      events
        .filter(({ summary, subject }) => (summary ?? subject)?.startsWith(title))
        .map(({ id }) => ({ id, calendarId })),
    )[0];
  };
  await expect.poll(find, { timeout: 20_000, intervals: [200] }).toBeTruthy();
  const found = await find();
  if (!found) throw new Error(`No calendar shows ${title}`);
  return found;
}
