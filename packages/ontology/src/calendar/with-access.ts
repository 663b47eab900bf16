import type { Transaction } from "@availability/db";
import { calendarConnections } from "@availability/db/schema";
import type { CalendarProvider } from "@availability/domain/calendar";
import { DomainError, isProviderError, ProviderError } from "@availability/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { inAccountLane } from "./account-lanes.ts";
import { requireProvider } from "./require-provider.ts";

type Access = {
  accessToken: string;
  tokenVersion: number;
  provider: CalendarProvider;
  /** What calls of this account met before. */
  lastErrorCode: string | null;
};

/**
 * Calls `use` with a fresh access token. A token that the provider refuses although it should live is refreshed once and
 * the call repeated. Throws ProviderError `auth_revoked` when only a person can reconnect; the connection then says so.
 */
export async function withAccess<T>(
  ctx: Ctx,
  connectionId: string,
  use: (provider: CalendarProvider, accessToken: string) => Promise<T>,
): Promise<T> {
  try {
    const access = await freshAccess(ctx, connectionId, null);
    const result = await inAccountLane(ctx.db, connectionId, () =>
      useOnceMore(ctx, connectionId, access, use),
    );
    if (access.lastErrorCode !== null) await noteMended(ctx, connectionId);
    return result;
  } catch (error) {
    if (isProviderError(error)) await noteTrouble(ctx, connectionId, error);
    throw error;
  }
}

async function useOnceMore<T>(
  ctx: Ctx,
  connectionId: string,
  access: Access,
  use: (provider: CalendarProvider, accessToken: string) => Promise<T>,
): Promise<T> {
  try {
    return await use(access.provider, access.accessToken);
  } catch (error) {
    if (!isProviderError(error) || error.kind !== "token_rejected") throw error;
    const again = await freshAccess(ctx, connectionId, access.tokenVersion);
    return use(again.provider, again.accessToken);
  }
}

/** What every call of the account would meet is noted once, so that people see since when. */
async function noteTrouble(ctx: Ctx, connectionId: string, error: ProviderError): Promise<void> {
  const { kind } = error;
  if (kind === "insufficient_scope") return markNeedsReauth(ctx, ctx.db, connectionId, kind);
  if (kind !== "unavailable" && kind !== "misconfigured") return;
  const isNews = sql`${calendarConnections.lastErrorCode} is distinct from ${kind}`;
  await ctx.db
    .update(calendarConnections)
    .set({ lastErrorCode: kind, lastErrorAt: new Date(ctx.now()) })
    .where(and(ofOrganization(ctx, connectionId), isNews));
}

async function noteMended(ctx: Ctx, connectionId: string): Promise<void> {
  await ctx.db
    .update(calendarConnections)
    .set({ lastErrorCode: null, lastErrorAt: null })
    .where(ofOrganization(ctx, connectionId));
}

function ofOrganization(ctx: Ctx, connectionId: string) {
  return and(
    eq(calendarConnections.organizationId, ctx.actor.organizationId),
    eq(calendarConnections.id, connectionId),
  );
}

const minLifeMs = 60_000;

// Callers of one process that need the same refresh share it; processes take turns on the row lock.
const refreshing = new WeakMap<object, Map<string, Promise<Access>>>();

async function freshAccess(ctx: Ctx, connectionId: string, refusedVersion: number | null): Promise<Access> {
  const current = usable(ctx, await readConnection(ctx, ctx.db, connectionId), refusedVersion);
  if (current) return current;
  const running = refreshing.get(ctx.db) ?? new Map<string, Promise<Access>>();
  refreshing.set(ctx.db, running);
  const shared = running.get(connectionId);
  if (shared) return shared;
  const own = refreshLocked(ctx, connectionId, refusedVersion).finally(() => running.delete(connectionId));
  running.set(connectionId, own);
  return own;
}

type Connection = typeof calendarConnections.$inferSelect;

function usable(ctx: Ctx, connection: Connection, refusedVersion: number | null): Access | null {
  const { id, accessToken, accessExpiresAt, tokenVersion, lastErrorCode } = connection;
  if (accessToken === null || accessExpiresAt === null || tokenVersion === refusedVersion) return null;
  if (accessExpiresAt.getTime() - ctx.now() < minLifeMs) return null;
  const provider = requireProvider(ctx, connection.provider);
  return { accessToken: ctx.cipher.open(accessToken, id), tokenVersion, provider, lastErrorCode };
}

/** The provider is asked while the row is locked: a second refresh would spend a refresh token that may serve only once. */
async function refreshLocked(ctx: Ctx, connectionId: string, refusedVersion: number | null): Promise<Access> {
  const outcome = await ctx.db.transaction(async (tx) => {
    const connection = await readConnection(ctx, tx, connectionId, "locked");
    const current = usable(ctx, connection, refusedVersion);
    if (current) return current;
    try {
      return await refresh(ctx, tx, connection);
    } catch (error) {
      if (!isProviderError(error) || error.kind !== "auth_revoked") throw error;
      await markNeedsReauth(ctx, tx, connectionId, error.code);
      return error;
    }
  });
  if (isProviderError(outcome)) throw outcome;
  return outcome;
}

async function refresh(ctx: Ctx, tx: Transaction, connection: Connection): Promise<Access> {
  const { id, refreshToken } = connection;
  if (refreshToken === null) {
    throw new ProviderError("auth_revoked", "The connection holds no refresh token", {
      code: "no_refresh_token",
    });
  }
  const provider = requireProvider(ctx, connection.provider);
  const tokens = await provider.refresh(ctx.cipher.open(refreshToken, id));
  const tokenVersion = connection.tokenVersion + 1;
  await tx
    .update(calendarConnections)
    .set({
      accessToken: ctx.cipher.seal(tokens.accessToken, id),
      accessExpiresAt: new Date(tokens.expiresAt),
      ...(tokens.refreshToken ? { refreshToken: ctx.cipher.seal(tokens.refreshToken, id) } : {}),
      tokenVersion,
      updatedAt: new Date(ctx.now()),
    })
    .where(eq(calendarConnections.id, id));
  return { accessToken: tokens.accessToken, tokenVersion, provider, lastErrorCode: connection.lastErrorCode };
}

async function readConnection(
  ctx: Ctx,
  db: Ctx["db"] | Transaction,
  connectionId: string,
  lock?: "locked",
): Promise<Connection> {
  const query = db.select().from(calendarConnections).where(ofOrganization(ctx, connectionId));
  const [connection] = await (lock ? query.for("update") : query);
  if (!connection) throw new DomainError("not_found", "No connection of your organisation has this id");
  if (connection.status === "disconnected") {
    throw new ProviderError("auth_revoked", "The account is disconnected", { code: "disconnected" });
  }
  return connection;
}

/** The connection waits for a person from now on; what is known of its calendars stays. */
async function markNeedsReauth(
  ctx: Ctx,
  db: Ctx["db"] | Transaction,
  connectionId: string,
  reason: string,
): Promise<void> {
  const at = new Date(ctx.now());
  await db
    .update(calendarConnections)
    .set({ status: "needs_reauth", statusReason: reason, statusSince: at, updatedAt: at })
    .where(and(eq(calendarConnections.id, connectionId), eq(calendarConnections.status, "active")));
}
