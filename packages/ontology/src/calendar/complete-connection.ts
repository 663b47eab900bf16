import { newId } from "@availability/db";
import { calendarConnections, calendarOauthAttempts, externalCalendars } from "@availability/db/schema";
import type { Grant, ProviderName } from "@availability/domain/calendar";
import { DomainError, must } from "@availability/domain/errors";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { nextProbeAt } from "./probe-schedule.ts";
import { refreshCalendars } from "./refresh-calendars.ts";
import { requestSyncs } from "./request-sync.ts";
import { requireProvider } from "./require-provider.ts";
import { restorePushes } from "./restore-pushes.ts";
import { AttemptSecrets, sha256 } from "./start-connection.ts";
import { renewChannels } from "./watch/request-channels.ts";

export type Completed = {
  connectionId: string;
  redirectAfter: string;
  /** It is the account that was to be connected again. */
  isReconnected: boolean;
  /** The address of the account that was to be connected again, when another one was chosen at the provider. */
  expectedEmail: string | null;
};

/**
 * Ends an OAuth authorization: exchanges the code, stores the tokens sealed and reads the list of calendars. The same
 * account again keeps its row, its links and its pushes; another account than the one to be reconnected becomes a connection of
 * its own, and `expectedEmail` says so. Throws `invalid` for a state that is unknown, expired, used, or
 * of another session; ProviderError for a denial, a partial consent or a failed exchange.
 */
export async function completeConnection(
  ctx: Ctx,
  input: { provider: ProviderName; callbackUrl: URL; sessionId: string; redirectUri: string },
): Promise<Completed> {
  const organizationId = authorize(ctx, "manage_integrations");
  const attempt = await takeAttempt(ctx, organizationId, input);
  const secrets = AttemptSecrets.parse(JSON.parse(ctx.cipher.open(attempt.codeVerifier, attempt.id)));
  const grant = await requireProvider(ctx, input.provider).exchangeCode(input.callbackUrl, {
    state: must(input.callbackUrl.searchParams.get("state"), "the attempt was found by its state"),
    codeVerifier: secrets.codeVerifier,
    scopes: secrets.scopes,
    redirectUri: input.redirectUri,
  });
  const connectionId = await store(ctx, organizationId, {
    provider: input.provider,
    userId: attempt.userId,
    grant,
  });
  await refreshCalendars(ctx, { connectionId });
  await requestLinked(ctx, organizationId, connectionId);
  const expectedEmail = await otherEmail(ctx, { connectionId, expectedId: secrets.connectionId });
  const isReconnected = secrets.connectionId === connectionId;
  return { connectionId, redirectAfter: attempt.redirectAfter, isReconnected, expectedEmail };
}

async function otherEmail(
  ctx: Ctx,
  { connectionId, expectedId }: { connectionId: string; expectedId: string | null },
): Promise<string | null> {
  if (expectedId === null || expectedId === connectionId) return null;
  const [expected] = await ctx.db
    .select({ email: calendarConnections.email })
    .from(calendarConnections)
    .where(
      and(
        eq(calendarConnections.organizationId, ctx.actor.organizationId),
        eq(calendarConnections.id, expectedId),
      ),
    );
  return expected?.email ?? null;
}

async function takeAttempt(
  ctx: Ctx,
  organizationId: string,
  input: { provider: ProviderName; callbackUrl: URL; sessionId: string },
): Promise<typeof calendarOauthAttempts.$inferSelect> {
  const [attempt] = await ctx.db
    .update(calendarOauthAttempts)
    .set({ usedAt: new Date(ctx.now()) })
    .where(
      and(
        eq(calendarOauthAttempts.stateHash, sha256(input.callbackUrl.searchParams.get("state") ?? "")),
        eq(calendarOauthAttempts.organizationId, organizationId),
        eq(calendarOauthAttempts.sessionHash, sha256(input.sessionId)),
        eq(calendarOauthAttempts.provider, input.provider),
        gt(calendarOauthAttempts.expiresAt, new Date(ctx.now())),
        isNull(calendarOauthAttempts.usedAt),
      ),
    )
    .returning();
  if (attempt) return attempt;
  const detail = "This connection attempt is unknown, expired or already used; press Connect again";
  throw new DomainError("invalid", detail, { errors: [{ pointer: "/state", detail }] });
}

async function store(
  ctx: Ctx,
  organizationId: string,
  { provider, userId, grant }: { provider: ProviderName; userId: string; grant: Grant },
): Promise<string> {
  const at = new Date(ctx.now());
  return ctx.db.transaction(async (tx) => {
    // The tokens are sealed for the row's id, which on reconnecting is the one that stands already.
    const [row] = await tx
      .insert(calendarConnections)
      .values({
        id: newId(),
        organizationId,
        connectedBy: userId,
        provider,
        providerAccountId: grant.accountId,
        email: grant.email,
        scopes: grant.scopes,
        status: "active",
        statusSince: at,
        lastProbeAt: at,
        nextProbeAt: nextProbeAt(newId(), at),
      })
      .onConflictDoUpdate({
        target: [
          calendarConnections.organizationId,
          calendarConnections.provider,
          calendarConnections.providerAccountId,
        ],
        set: {
          connectedBy: userId,
          email: grant.email,
          scopes: grant.scopes,
          status: "active",
          statusReason: null,
          statusSince: sql`case when ${calendarConnections.status} = 'active' then ${calendarConnections.statusSince} else excluded.status_since end`,
          tokenVersion: sql`${calendarConnections.tokenVersion} + 1`,
          throttledUntil: null,
          lastErrorCode: null,
          lastErrorAt: null,
          lastProbeAt: at,
          nextProbeAt: sql`excluded.next_probe_at`,
          updatedAt: at,
        },
      })
      .returning({ id: calendarConnections.id });
    const { id } = must(row, "an upsert returns its row");
    await tx
      .update(calendarConnections)
      .set({
        accessToken: ctx.cipher.seal(grant.accessToken, id),
        accessExpiresAt: new Date(grant.expiresAt),
        ...(grant.refreshToken ? { refreshToken: ctx.cipher.seal(grant.refreshToken, id) } : {}),
      })
      .where(eq(calendarConnections.id, id));
    await restorePushes(tx, { organizationId, connectionId: id, at });
    return id;
  });
}

/** After a reconnect what is linked already is read and watched anew at once. */
async function requestLinked(ctx: Ctx, organizationId: string, connectionId: string): Promise<void> {
  const linked = await ctx.db
    .select({ id: externalCalendars.id })
    .from(externalCalendars)
    .where(
      and(
        eq(externalCalendars.organizationId, organizationId),
        eq(externalCalendars.connectionId, connectionId),
        sql`exists (select from calendar_sync_states s where s.calendar_id = ${externalCalendars.id})`,
      ),
    );
  const calendarIds = linked.map(({ id }) => id);
  await renewChannels(ctx, { organizationId, calendarIds });
  await requestSyncs(ctx, { organizationId, calendarIds, trigger: "connect" });
}
