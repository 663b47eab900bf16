import { createHash, randomBytes } from "node:crypto";
import { newId } from "@availability/db";
import { calendarConnections, calendarOauthAttempts } from "@availability/db/schema";
import type { CalendarProvider, ProviderName } from "@availability/domain/calendar";
import { DomainError } from "@availability/domain/errors";
import { and, eq, lt } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireProvider } from "./require-provider.ts";

const attemptMs = 15 * 60_000;

/** What an attempt must know when it ends; kept sealed. `connectionId` is the account that was to be connected again. */
export const AttemptSecrets = z.object({
  codeVerifier: z.string(),
  scopes: z.array(z.string()),
  connectionId: z.uuid().nullable(),
});

/**
 * Begins an OAuth authorization and returns where to send the browser. The attempt is bound to the browser session
 * (`sessionId`), serves once and for 15 minutes. `redirectAfter` is a path of our own. `scopes` are those chosen beyond the
 * required ones: without a choice a reconnect (`connectionId`) asks for what was granted before, and a first connection for
 * all. Throws `invalid` for a scope the provider's catalogue does not have, `not_found` for a connection that is not there.
 */
export async function startConnection(
  ctx: Ctx,
  input: {
    provider: ProviderName;
    sessionId: string;
    redirectUri: string;
    redirectAfter: string;
    loginHint?: string;
    scopes?: readonly string[];
    connectionId?: string;
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
  const { redirectUri } = input;
  const before = input.connectionId ? await requireConnection(ctx, organizationId, input) : null;
  if (input.scopes) requireOffered(provider, input.scopes);
  const scopes = chosenScopes(provider, input.scopes ?? before?.scopes ?? null);
  const loginHint = input.loginHint ?? before?.email;
  const url = await provider.authorizationUrl({
    state,
    codeVerifier,
    redirectUri,
    scopes,
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
    codeVerifier: ctx.cipher.seal(
      JSON.stringify({ codeVerifier, scopes, connectionId: before?.id ?? null }),
      id,
    ),
    redirectAfter: input.redirectAfter,
    expiresAt: new Date(ctx.now() + attemptMs),
  });
  return { url };
}

async function requireConnection(
  ctx: Ctx,
  organizationId: string,
  { provider, connectionId = "" }: { provider: ProviderName; connectionId?: string },
) {
  const [connection] = await ctx.db
    .select({
      id: calendarConnections.id,
      email: calendarConnections.email,
      scopes: calendarConnections.scopes,
    })
    .from(calendarConnections)
    .where(
      and(
        eq(calendarConnections.organizationId, organizationId),
        eq(calendarConnections.id, connectionId),
        eq(calendarConnections.provider, provider),
      ),
    );
  if (connection) return connection;
  throw new DomainError("not_found", "No connection of your organisation has this id");
}

function requireOffered(provider: CalendarProvider, chosen: readonly string[]): void {
  const errors = chosen.flatMap((scope, index) =>
    provider.scopes.some((offered) => offered.scope === scope)
      ? []
      : [{ pointer: `/scopes/${index}`, detail: "Choose from the scopes that the provider offers" }],
  );
  if (errors.length > 0) throw new DomainError("invalid", "A scope is not one of the provider's", { errors });
}

/** The required scopes and those chosen, in the catalogue's order; what was granted once and is no longer offered falls away. */
function chosenScopes(provider: CalendarProvider, chosen: readonly string[] | null): string[] {
  return provider.scopes
    .filter(({ scope, required }) => required || chosen === null || chosen.includes(scope))
    .map(({ scope }) => scope);
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
