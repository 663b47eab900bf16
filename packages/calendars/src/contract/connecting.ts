import { beforeEach, describe, expect, test } from "vitest";
import { authorizationRequest, connect, requiredScopes } from "./grant.ts";
import type { ProviderWorld } from "./world.ts";

/** Consent, exchange, refresh and the ends of a grant. */
export function describeConnecting(current: () => ProviderWorld): void {
  let world: ProviderWorld;
  beforeEach(() => {
    world = current();
  });

  describe("consent", () => {
    test("gives a grant that names its account and opens its calendars", async () => {
      const grant = await connect(world);
      expect(grant.email).toBe(world.email);
      expect(grant.accountId).not.toBe("");
      expect(grant.refreshToken).not.toBeNull();
      expect(grant.scopes).toEqual(expect.arrayContaining(requiredScopes(world)));
      expect(await world.provider.listCalendars(grant.accessToken)).not.toHaveLength(0);
    });

    test("given twice is the same account", async () => {
      const [first, second] = [await connect(world), await connect(world)];
      expect(second.accountId).toBe(first.accountId);
      expect(second.refreshToken).not.toBeNull();
    });

    test("denied is rejected", async () => {
      const request = authorizationRequest(world);
      const callback = await world.consent(await world.provider.authorizationUrl(request), {
        decision: "deny",
      });
      await expect(world.provider.exchangeCode(callback, request)).rejects.toMatchObject({
        kind: "rejected",
        code: "access_denied",
      });
    });

    test("given in part names what is missing", async () => {
      const request = authorizationRequest(world);
      const scopes = requiredScopes(world);
      const missing = scopes[scopes.length - 1] ?? "";
      const callback = await world.consent(await world.provider.authorizationUrl(request), {
        decision: "allow",
        scopes: scopes.slice(0, -1),
      });
      const refused = world.provider.exchangeCode(callback, request);
      await expect(refused).rejects.toMatchObject({ kind: "insufficient_scope" });
      await expect(refused).rejects.toThrow(missing);
    });

    test("is worth nothing with another code verifier", async () => {
      const request = authorizationRequest(world);
      const callback = await world.consent(await world.provider.authorizationUrl(request), {
        decision: "allow",
      });
      const stolen = { ...request, codeVerifier: "w".repeat(64) };
      await expect(world.provider.exchangeCode(callback, stolen)).rejects.toMatchObject({ kind: "rejected" });
    });

    test("works once", async () => {
      const request = authorizationRequest(world);
      const callback = await world.consent(await world.provider.authorizationUrl(request), {
        decision: "allow",
      });
      await world.provider.exchangeCode(callback, request);
      await expect(world.provider.exchangeCode(callback, request)).rejects.toMatchObject({
        kind: "rejected",
      });
    });
  });

  describe("a grant", () => {
    test("is refreshed after its access token expired", async () => {
      const grant = await connect(world);
      await world.expireTokens();
      await expect(world.provider.listCalendars(grant.accessToken)).rejects.toMatchObject({
        kind: "token_rejected",
      });
      const tokens = await world.provider.refresh(grant.refreshToken ?? "");
      expect(tokens.accessToken).not.toBe(grant.accessToken);
      expect(tokens.scopes).toEqual(expect.arrayContaining(requiredScopes(world)));
      expect(await world.provider.listCalendars(tokens.accessToken)).not.toHaveLength(0);
    });

    test("that the person took back is revoked", async () => {
      const grant = await connect(world);
      await world.withdrawConsent();
      await expect(world.provider.refresh(grant.refreshToken ?? "")).rejects.toMatchObject({
        kind: "auth_revoked",
      });
      await expect(world.provider.listCalendars(grant.accessToken)).rejects.toMatchObject({
        kind: "token_rejected",
      });
    });

    test("that we end is ended where the provider offers it, and ending it again succeeds", async () => {
      const grant = await connect(world);
      const token = grant.refreshToken ?? "";
      await world.provider.revoke(token);
      const refreshed = expect(world.provider.refresh(token));
      if (world.traits.endsGrants) await refreshed.rejects.toMatchObject({ kind: "auth_revoked" });
      else await refreshed.resolves.toMatchObject({ accessToken: expect.any(String) });
      await expect(world.provider.revoke(token)).resolves.toBeUndefined();
    });

    test("that never was is revoked", async () => {
      await expect(world.provider.refresh("1//nonsense")).rejects.toMatchObject({ kind: "auth_revoked" });
    });
  });
}
