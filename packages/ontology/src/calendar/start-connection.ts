import { createHash, randomBytes } from "node:crypto";
import { newId } from "@availability/db";
import { calendarOauthAttempts } from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
import { DomainError } from "@availability/domain/errors";
import { lt } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireProvider } from "./require-provider.ts";

const attemptMs = 15 * 60_000;

/**
 * Begins an OAuth authorization and returns where to send the browser. The attempt is bound to the browser session
 * (`sessionId`), serves once and for 15 minutes. `redirectAfter` is a path of our own.
 */
export async function startConnection(
  ctx: Ctx,
  input: {
    provider: ProviderName;
    sessionId: string;
    redirectUri: string;
    redirectAfter: string;
    loginHint?: string;
  },
): Promise<{ url: URL }> {
  const organizationId = authorize(ctx, "manage_integrations");
  const { actor } = ctx;
  if (actor.kind !== "member")
    throw new DomainError("forbidden", "Only a signed-in person can connect an account");
  const provider = requireProvider(ctx, input.provider);
  const id = newId();
  const state = randomBytes(32).toString("base64url");
  const codeVerifier = randomBytes(32).toString("base64url");
  const { redirectUri, loginHint } = input;
  const url = await provider.authorizationUrl({
    state,
    codeVerifier,
    redirectUri,
    ...(loginHint ? { loginHint } : {}),
  });
  await ctx.db.delete(calendarOauthAttempts).where(lt(calendarOauthAttempts.expiresAt, new Date(ctx.now())));
  await ctx.db.insert(calendarOauthAttempts).values({
    stateHash: sha256(state),
    id,
    organizationId,
    userId: actor.userId,
    sessionHash: sha256(input.sessionId),
    provider: input.provider,
    codeVerifier: ctx.cipher.seal(codeVerifier, id),
    redirectAfter: input.redirectAfter,
    expiresAt: new Date(ctx.now() + attemptMs),
  });
  return { url };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
