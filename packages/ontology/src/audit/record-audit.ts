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
  entry: Entry,
): Promise<void> {
  await recordAudits({ actor, now }, tx, [entry]);
}

/** The same for what was done to many at once. */
export async function recordAudits(
  { actor, now }: { actor: Identity; now: () => number },
  tx: Queryable,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  const { organizationId } = actor;
  const by = { organizationId, ...actorColumns(actor), at: new Date(now()) };
  await tx.insert(auditLog).values(
    entries.map(({ action, targetId, details = {} }) => {
      const [targetKind = ""] = action.split(".");
      return { id: newId(), ...by, action, targetKind, targetId, details };
    }),
  );
}
