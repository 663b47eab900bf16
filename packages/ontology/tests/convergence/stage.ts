import { createGoogleProvider } from "@availability/calendars";
import { must } from "@availability/domain/errors";
import {
  googleEndpoints,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  startSimulator,
} from "@availability/simulator";
import type { TestClock } from "@availability/testkit";
import { updateCalendarLinks } from "../../src/calendar/index.ts";
import type { Ctx } from "../../src/index.ts";
import { connectGoogle, createMember, createRoom, createWorld, monday, type World } from "../world.ts";
import type { Fetch, ProvidersOver } from "./mortal.ts";
import { createOwner, type Owner } from "./owner.ts";

/** Our database and the provider's side, for all schedules of a run. */
export type Theatre = {
  world: World;
  control(method: string, path: string, body?: object): Promise<unknown>;
  providersOver: ProvidersOver;
  [Symbol.asyncDispose](): Promise<void>;
};

/** One organisation with two products and an account of two calendars, for one schedule. */
export type Stage = {
  theatre: Theatre;
  ctx: Ctx;
  account: string;
  products: string[];
  /** Ours and the provider's ids of the same calendars. */
  calendars: { id: string; remoteId: string }[];
  owner: Owner;
};

export async function openTheatre(): Promise<Theatre> {
  const clocks: TestClock[] = [];
  const simulator = await startSimulator({
    port: 0,
    statePath: null,
    now: () => clocks[0]?.now() ?? monday,
  });
  const config = {
    clientId: SIMULATOR_CLIENT_ID,
    clientSecret: SIMULATOR_CLIENT_SECRET,
    ...googleEndpoints(simulator.url),
  };
  const providersOver: ProvidersOver = (fetch: Fetch) => ({
    google: createGoogleProvider({ ...config, fetch, now: () => clocks[0]?.now() ?? monday }),
  });
  const world = await createWorld(providersOver(globalThis.fetch));
  clocks.push(world.clock);
  return {
    world,
    providersOver,
    async control(method, path, body) {
      const response = await fetch(`${simulator.url}/__sim/${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? null : response.json();
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await simulator.stop();
    },
  };
}

const zone = "Europe/Berlin";

export async function setStage(theatre: Theatre, name: string): Promise<Stage> {
  await theatre.control("POST", "reset");
  theatre.world.clock.set(monday);
  const account = `${name}@harbour-studio.example`;
  const place = { provider: "google", account };
  await theatre.control("POST", "accounts", { ...place, name: "Ann", timeZone: zone });
  const remoteIds = ["Room", "Class"].map((summary) => ({ summary, id: `${name}.${summary}` }));
  for (const calendar of remoteIds)
    await theatre.control("POST", "calendars", { ...place, ...calendar, timeZone: zone });
  const ctx = await createMember(theatre.world);
  const products = [
    await createRoom(ctx),
    await createRoom(ctx, { type: "class", capacity: 3, maxAttendeesPerBooking: 3 }),
  ];
  const byName = await connectGoogle(ctx, account);
  const calendars = remoteIds.map(({ summary, id }) => ({
    id: must(byName.get(summary), "the account has this calendar"),
    remoteId: id,
  }));
  for (const [i, calendar] of calendars.entries())
    await updateCalendarLinks(ctx, { calendarId: calendar.id, links: [linkOf(products[i] ?? "", "both")] });
  return { theatre, ctx, account, products, calendars, owner: createOwner(theatre, { account, calendars }) };
}

export type Purpose = "both" | "busy" | "receives";

export function linkOf(productId: string, purpose: Purpose) {
  return { productId, countsBusy: purpose !== "receives", receivesBookings: purpose !== "busy" };
}
