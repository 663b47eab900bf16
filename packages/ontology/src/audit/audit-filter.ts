import { auditLog } from "@availability/db/schema";
import { Instant } from "@availability/domain/time";
import { and, eq, gte, lt, type SQL } from "drizzle-orm";
import * as z from "zod";
import { auditActions } from "./actions.ts";

/** What narrows the audit log. */
export const AuditFilter = z.object({
  /** A member's user or an API key. */
  actorId: z.uuid("The id of a user or of an API key").optional(),
  action: z.enum(auditActions, `One of ${auditActions.join(", ")}`).optional(),
  /** The noun of what it was done to, such as `product`. */
  targetKind: z.string().trim().min(1).max(50, "At most 50 characters").optional(),
  targetId: z.uuid("The id of what it was done to").optional(),
  /** What was done at or after … */
  since: Instant.optional(),
  /** … and before. */
  until: Instant.optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

/** The condition that an entry of the organisation passes the filter. */
export function passing(organizationId: string, filter: AuditFilter): SQL | undefined {
  const { actorId, action, targetKind, targetId, since, until } = filter;
  return and(
    eq(auditLog.organizationId, organizationId),
    actorId === undefined ? undefined : eq(auditLog.actorId, actorId),
    action === undefined ? undefined : eq(auditLog.action, action),
    targetKind === undefined ? undefined : eq(auditLog.targetKind, targetKind),
    targetId === undefined ? undefined : eq(auditLog.targetId, targetId),
    since === undefined ? undefined : gte(auditLog.at, new Date(since)),
    until === undefined ? undefined : lt(auditLog.at, new Date(until)),
  );
}
