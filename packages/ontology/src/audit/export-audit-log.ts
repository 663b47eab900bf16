import { auditLog } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { count } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { mostExported, pagesToExport } from "../page.ts";
import { type AuditFilter, passing } from "./audit-filter.ts";
import { type AuditEntry, readPage, requireActor } from "./list-audit-log.ts";
import { recordAudit } from "./record-audit.ts";

/**
 * All entries that pass the filter, newest first, a page at a time, so that nothing has to be held in memory; that they were
 * exported is the newest entry of all. Throws as `listAuditLog` does, and `outside_rules` when there are more than 50,000; all
 * of that before the first page.
 */
export async function exportAuditLog(ctx: Ctx, filter: AuditFilter): Promise<AsyncGenerator<AuditEntry[]>> {
  const organizationId = authorize(ctx, "manage_organization");
  if (filter.actorId) await requireActor(ctx.db, organizationId, filter.actorId);
  await requireFew(ctx, organizationId, filter);
  await recordAudit(ctx, ctx.db, { action: "audit_log.exported", targetId: null, details: filter });
  return pagesToExport((at) => readPage(ctx.db, organizationId, { ...filter, ...at }));
}

async function requireFew(ctx: Ctx, organizationId: string, filter: AuditFilter): Promise<void> {
  const some = ctx.db
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(passing(organizationId, filter))
    .limit(mostExported + 1)
    .as("some");
  const [row] = await ctx.db.select({ count: count() }).from(some);
  if (!row || row.count <= mostExported) return;
  const detail = `More than ${mostExported} entries at a time are not exported; narrow them with since and until`;
  throw new DomainError("outside_rules", detail, { errors: [{ pointer: "/since", detail }] });
}
