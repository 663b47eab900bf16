import { newId, type Queryable } from "@availability/db";
import { auditLog } from "@availability/db/schema";
import { actorColumns, type Identity } from "../authorize.ts";
import type { AuditAction } from "./actions.ts";

type Entry = {
  action: AuditAction;
  /** What it was done to; null when that has no id. */
  targetId: string | null;
  /** Ids, settings and figures that say what changed; nothing personal, since entries are never erased. */
  details?: Record<string, unknown>;
};

/** Says in the audit log who did what, in the transaction of the change: both commit or neither does. */
export async function recordAudit(
  { actor, now }: { actor: Identity; now: () => number },
  tx: Queryable,
  { action, targetId, details = {} }: Entry,
): Promise<void> {
  const [targetKind = ""] = action.split(".");
  const { organizationId } = actor;
  const at = new Date(now());
  const target = { targetKind, targetId };
  await tx
    .insert(auditLog)
    .values({ id: newId(), organizationId, ...actorColumns(actor), action, ...target, details, at });
}
