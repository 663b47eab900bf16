import { createGoogleProvider, createMicrosoftProvider } from "@availability/calendars";
import type { ProviderName } from "@availability/domain/calendar";
import { must } from "@availability/domain/errors";
import {
  googleEndpoints,
  microsoftEndpoints,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  SIMULATOR_MICROSOFT_CLIENT_ID,
  SIMULATOR_MICROSOFT_CLIENT_SECRET,
  startSimulator,
} from "@availability/simulator";
import type { TestClock } from "@availability/testkit";
import { updateCalendarLinks } from "../../src/calendar/index.ts";
import type { Ctx } from "../../src/index.ts";
import {
  connectGoogle,
  connectMicrosoft,
  createMember,
  createRoom,
  createWorld,
  monday,
  type World,
} from "../world.ts";
import { type Census, createCensus } from "./census.ts";
import type { ProvidersOver } from "./mortal.ts";
import { createOwner, type Owner } from "./owner.ts";
import { noted } from "./trace.ts";

/** Our database and the provider's side, for all schedules of a run. */
export type Theatre = {
  provider: ProviderName;
  world: World;
  control(method: string, path: string, body?: object): Promise<unknown>;
  providersOver: ProvidersOver;
  census: Census;
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

export async function openTheatre(provider: ProviderName): Promise<Theatre> {
  const clocks: TestClock[] = [];
  const now = () => clocks[0]?.now() ?? monday;
  const simulator = await startSimulator({ port: 0, statePath: null, now });
  const make = makers[provider](simulator.url, now);
  const providersOver: ProvidersOver = (fetch) => make(noted(fetch));
  const world = await createWorld(providersOver(globalThis.fetch));
  clocks.push(world.clock);
  return {
    world,
    provider,
    providersOver,
    census: createCensus(),
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

const makers: Record<ProviderName, (url: string, now: () => number) => ProvidersOver> = {
  google: (url, now) => (fetch) => ({
    google: createGoogleProvider({
      clientId: SIMULATOR_CLIENT_ID,
      clientSecret: SIMULATOR_CLIENT_SECRET,
      ...googleEndpoints(url),
      fetch,
      now,
    }),
  }),
  microsoft: (url, now) => (fetch) => ({
    microsoft: createMicrosoftProvider({
      clientId: SIMULATOR_MICROSOFT_CLIENT_ID,
      clientSecret: SIMULATOR_MICROSOFT_CLIENT_SECRET,
      ...microsoftEndpoints(url),
      fetch,
      now,
    }),
  }),
};

/** Connects the account of a schedule; returns its calendars by name. */
export function connect({ theatre, ctx, account }: Pick<Stage, "theatre" | "ctx" | "account">) {
  return theatre.provider === "google" ? connectGoogle(ctx, account) : connectMicrosoft(ctx, account);
}

const zone = "Europe/Berlin";

export async function setStage(theatre: Theatre, name: string): Promise<Stage> {
  await theatre.control("POST", "reset");
  theatre.world.clock.set(monday);
  const account = `${name}@harbour-studio.example`;
  const place = { provider: theatre.provider, account };
  await theatre.control("POST", "accounts", { ...place, name: "Ann", timeZone: zone });
  const remoteIds = ["Room", "Class"].map((summary) => ({ summary, id: `${name}.${summary}` }));
  for (const calendar of remoteIds)
    await theatre.control("POST", "calendars", { ...place, ...calendar, timeZone: zone });
  const ctx = await createMember(theatre.world);
  const products = [
    await createRoom(ctx),
    await createRoom(ctx, { type: "class", capacity: 3, maxAttendeesPerBooking: 3 }),
  ];
  const byName = await connect({ theatre, ctx, account });
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
