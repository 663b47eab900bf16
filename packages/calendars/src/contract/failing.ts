import type { EventDraft } from "@availability/domain/calendar";
import { beforeEach, expect, test } from "vitest";
import { collect } from "../collect.ts";
import { connect } from "./grant.ts";
import type { ProviderWorld } from "./world.ts";

/** What the network and the provider do wrong, and that nothing is tried again in secret. */
export function describeFailing(current: () => ProviderWorld): void {
  let world: ProviderWorld;
  let token: string;
  let refreshToken: string;
  beforeEach(async () => {
    world = current();
    const grant = await connect(world);
    token = grant.accessToken;
    refreshToken = grant.refreshToken ?? "";
    await world.callsSince();
  });

  const target = () => {
    const key = "bk0123456789abcdefn1";
    return { calendarId: world.calendarId, key };
  };
  const draft = (): EventDraft => ({
    title: "Meeting room: Ann",
    description: "Booked online",
    location: null,
    start: world.window.start,
    end: world.window.start + 3_600_000,
    timeZone: "Europe/Berlin",
    tag: "installation:push",
  });
  const created = () => world.provider.findCreated(token, { ...target(), tag: draft().tag });
  const insert = () => world.provider.insertEvent(token, target(), draft());
  const full = () =>
    collect(world.provider.listWindow(token, { calendarId: world.calendarId, window: world.window }));

  test("a rate limit tells how long to wait and is not waited for", async () => {
    await world.trouble("list_events", { kind: "rate_limited", retryAfterSeconds: 17 });
    await expect(full()).rejects.toMatchObject({ kind: "rate_limited", retryAfterMs: 17_000 });
    expect(await world.callsSince()).toBe(1 + world.traits.callsBesides.window);
    await expect(full()).resolves.toHaveLength(1);
  });

  test("a call that takes too long is unavailable", async () => {
    await world.trouble("list_calendars", { kind: "slow" });
    const hasty = world.providerWith({ timeoutMs: 200 });
    await expect(hasty.listCalendars(token)).rejects.toMatchObject({ kind: "unavailable", code: "timeout" });
  });

  test("HTML in place of an answer is unavailable, not an empty calendar", async () => {
    await world.trouble("list_events", { kind: "html" });
    await expect(full()).rejects.toMatchObject({ kind: "unavailable" });
  });

  test("HTML from the token endpoint does not cost the connection", async () => {
    await world.trouble("token", { kind: "html" });
    await expect(world.provider.refresh(refreshToken)).rejects.toMatchObject({ kind: "unavailable" });
    await expect(world.provider.refresh(refreshToken)).resolves.toMatchObject({
      accessToken: expect.any(String),
    });
  });

  test("a rate limit of the token endpoint does not cost the connection", async () => {
    await world.trouble("token", { kind: "rate_limited", retryAfterSeconds: 5 });
    await expect(world.provider.refresh(refreshToken)).rejects.toMatchObject({ kind: "rate_limited" });
  });

  test("an insert whose connection drops before it is applied can be made again", async () => {
    await world.trouble("insert_event", { kind: "dropped", when: "before" });
    await expect(insert()).rejects.toMatchObject({ kind: "unavailable" });
    expect(await created()).toBeNull();
    await expect(insert()).resolves.toMatchObject({ key: target().key });
  });

  test("an insert whose answer is lost is found again under its key, and there is one event", async () => {
    await world.trouble("insert_event", { kind: "dropped", when: "after_applying" });
    await expect(insert()).rejects.toMatchObject({ kind: "unavailable" });
    const again = expect(insert());
    if (world.traits.repeatsInserts) await again.resolves.toMatchObject({ key: target().key });
    else await again.rejects.toMatchObject({ kind: "conflict" });
    expect(await created()).toMatchObject({
      deleted: false,
      event: { key: target().key, tag: "installation:push" },
    });
    expect((await full()).flatMap((page) => page.changes)).toHaveLength(1);
  });
}
