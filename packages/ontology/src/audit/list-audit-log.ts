import type { Queryable } from "@availability/db";
import { apiKeys, auditLog, members, users } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, desc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Cursor, decodeCursor, encodeCursor, instantOfKey, type Page, PageInput } from "../page.ts";
import { AuditFilter, passing } from "./audit-filter.ts";

export const ListAuditLog = PageInput.extend(AuditFilter.shape);
export type ListAuditLog = z.output<typeof ListAuditLog>;

/** One entry of the audit log; `at` is epoch ms. */
export type AuditEntry = ReturnType<typeof toEntry>;

/** What was done in the organisation, newest first, a page at a time. Throws `not_found` for an actor it never had. */
export async function listAuditLog(ctx: Ctx, input: ListAuditLog): Promise<Page<AuditEntry>> {
  const organizationId = authorize(ctx, "manage_organization");
  if (input.actorId) await requireActor(ctx.db, organizationId, input.actorId);
  return readPage(ctx.db, organizationId, input);
}

/** One page of what passes the filter. */
export async function readPage(
  db: Queryable,
  organizationId: string,
  { limit, cursor, ...filter }: ListAuditLog,
): Promise<Page<AuditEntry>> {
  const rows = await db
    .select({ entry: auditLog, userName: users.name, keyName: apiKeys.name })
    .from(auditLog)
    .leftJoin(users, and(eq(auditLog.actorKind, "member"), eq(users.id, auditLog.actorId)))
    .leftJoin(apiKeys, and(eq(auditLog.actorKind, "api_key"), eq(apiKeys.id, auditLog.actorId)))
    .where(and(passing(organizationId, filter), beyond(decodeCursor(cursor))))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(toEntry);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.at), id: last.id }) : null };
}

/** Throws `not_found` for an actor the organisation never had. Whoever left it is known by what they did. */
export async function requireActor(db: Queryable, organizationId: string, actorId: string): Promise<void> {
  const known = await db.execute(sql`
    select 1 from ${members} where ${members.organizationId} = ${organizationId} and ${members.userId} = ${actorId}
    union all
    select 1 from ${apiKeys} where ${apiKeys.organizationId} = ${organizationId} and ${apiKeys.id} = ${actorId}
    union all
    select 1 from ${auditLog} where ${auditLog.organizationId} = ${organizationId} and ${auditLog.actorId} = ${actorId}
    limit 1`);
  if (known.length > 0) return;
  const detail = "No member and no API key of your organisation has this id";
  throw new DomainError("not_found", detail, { errors: [{ pointer: "/actorId", detail }] });
}

function beyond(cursor: Cursor | undefined): SQL | undefined {
  if (!cursor) return undefined;
  const at = new Date(instantOfKey(cursor.key));
  return or(lt(auditLog.at, at), and(eq(auditLog.at, at), lt(auditLog.id, cursor.id)));
}

type Row = { entry: typeof auditLog.$inferSelect; userName: string | null; keyName: string | null };

function toEntry({ entry, userName, keyName }: Row) {
  return {
    id: entry.id,
    at: entry.at.getTime(),
    action: entry.action,
    target: { kind: entry.targetKind, id: entry.targetId },
    details: entry.details,
    /** `name` is null of the system, and of who is gone. */
    actor: { kind: entry.actorKind, id: entry.actorId, name: userName ?? keyName },
  };
}
