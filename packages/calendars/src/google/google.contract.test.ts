import type { EventDraft } from "@availability/domain/calendar";
import { startSimulator } from "@availability/simulator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { collect } from "../collect.ts";
import { connect } from "../contract/grant.ts";
import { describeProviderContract } from "../contract/index.ts";
import { type GoogleWorld, googleWorld } from "./google-world.ts";

let simulator: { url: string; stop(): Promise<void> };
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, statePath: null });
});
afterAll(() => simulator.stop());

describeProviderContract("Google", () => googleWorld(simulator.url));

describe("Google alone", () => {
  let world: GoogleWorld;
  let token: string;
  beforeEach(async () => {
    world = await googleWorld(simulator.url);
    token = (await connect(world)).accessToken;
  });
  afterEach(() => world.close());

  const query = () => ({ calendarId: world.calendarId, window: world.window });
  const hourMs = 3_600_000;
  const at = (startMs: number) => ({
    kind: "timed" as const,
    start: world.window.start + startMs,
    end: world.window.start + startMs + hourMs,
  });

  test("a series that leaks into the changes is read as its occurrences in the window", async () => {
    const before = await collect(world.provider.listWindow(token, query()));
    await world.settings({ incrementalReturnsMasters: true });
    const seriesId = await world.ownerAdds({ title: "Team meeting", time: at(hourMs), weeks: 52 });
    const cursor = before.at(-1)?.cursor ?? "";
    const [page, ...more] = await collect(world.provider.listChanges(token, { ...query(), cursor }));
    expect(more).toEqual([]);
    expect(page).toMatchObject({ requests: 2, changes: [{ kind: "series", seriesId }] });
    expect(page?.changes[0]).toHaveProperty("events.length", 5);

    await world.ownerDeletes(seriesId);
    const after = await collect(
      world.provider.listChanges(token, { ...query(), cursor: page?.cursor ?? "" }),
    );
    expect(after[0]?.changes).toContainEqual({ kind: "removed", id: seriesId });
  });

  test.each([
    ["rateLimited", "rate_limited", null],
    ["rateLimitedRetryAfter", "rate_limited", 7_000],
    ["userRateLimitExceeded", "rate_limited", null],
    ["quotaExceeded", "rate_limited", 4 * hourMs],
    ["serverError", "unavailable", null],
    ["unavailable", "unavailable", null],
    ["gatewayTimeout", "unavailable", null],
    ["truncated", "unavailable", null],
    ["calendarNotFound", "not_found", null],
    ["unauthorized", "token_rejected", null],
  ])("the fault %s is %s, once", async (preset, kind, retryAfterMs) => {
    await world.preset(preset);
    const listing = () => collect(world.provider.listWindow(token, query()));
    await expect(listing()).rejects.toMatchObject({ name: "ProviderError", kind, retryAfterMs });
    await expect(listing()).resolves.toHaveLength(1);
  });

  test("a page token that went bad in the middle of a listing is tried again later", async () => {
    await world.ownerAdds({ title: "one", time: at(0) });
    await world.ownerAdds({ title: "two", time: at(hourMs) });
    await world.servesPagesOf(1);
    await world.preset("pageTokenInvalid");
    const listing = collect(world.provider.listWindow(token, query()));
    await expect(listing).rejects.toMatchObject({ kind: "unavailable", status: 400 });
  });

  test("a deleted event that Google does not bring back is rejected", async () => {
    const draft: EventDraft = {
      title: "Booking",
      description: "",
      location: null,
      start: world.window.start,
      end: world.window.start + hourMs,
      timeZone: "Europe/Berlin",
      tag: "installation:push",
    };
    const target = {
      calendarId: world.calendarId,
      eventId: "bk0123456789abcdefn1",
      key: "bk0123456789abcdefn1",
    };
    await world.provider.insertEvent(token, target, draft);
    await world.provider.deleteEvent(token, target);
    await world.settings({ undeleteRefused: true });
    const update = world.provider.updateEvent(token, { ...target, etag: null }, draft);
    await expect(update).rejects.toMatchObject({ kind: "rejected", status: 403 });
  });

  test("a wrong secret is the operator's fault, not the connection's", async () => {
    const { refreshToken } = await connect(world);
    const google = world.providerAs({ clientSecret: "wrong" });
    await expect(google.refresh(refreshToken ?? "")).rejects.toMatchObject({
      kind: "misconfigured",
      code: "invalid_client",
    });
  });

  test.each([
    ["invalidGrant", "auth_revoked"],
    ["adminPolicyEnforced", "auth_revoked"],
    ["invalidClient", "misconfigured"],
    ["tokenUnavailable", "unavailable"],
  ])("the fault %s of the token endpoint is %s", async (preset, kind) => {
    const { refreshToken } = await connect(world);
    await world.preset(preset);
    await expect(world.provider.refresh(refreshToken ?? "")).rejects.toMatchObject({ kind });
  });
});
