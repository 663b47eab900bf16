import { addDays, isLocalDate, type LocalDate, startOfDay } from "@availability/domain/time";
import { type AuditFilter, auditActions } from "@availability/ontology/audit";
import { isId } from "../bookings/id.ts";

/** What the address of the audit log asks for; days are of the organisation's zone, `to` included. */
export type AuditParams = {
  actorId: string | null;
  action: AuditFilter["action"] | null;
  targetKind: string | null;
  targetId: string | null;
  from: LocalDate | null;
  to: LocalDate | null;
};

/** Reads the address; what it does not understand counts as absent. */
export function readAuditParams(search: URLSearchParams): AuditParams {
  const id = (name: string) => {
    const value = search.get(name);
    return isId(value) ? value : null;
  };
  const day = (name: string) => {
    const value = search.get(name);
    return isLocalDate(value) ? value : null;
  };
  const kind = search.get("kind");
  return {
    actorId: id("actor"),
    action: auditActions.find((action) => action === search.get("action")) ?? null,
    targetKind: targetKinds.find((known) => known === kind) ?? null,
    targetId: id("target"),
    from: day("from"),
    to: day("to"),
  };
}

/** The nouns that something can be done to. */
export const targetKinds = [...new Set(auditActions.map((action) => action.split(".")[0] ?? ""))];

export function auditFilter(params: AuditParams, timeZone: string): AuditFilter {
  const { actorId, action, targetKind, targetId, from, to } = params;
  return {
    ...(actorId && { actorId }),
    ...(action && { action }),
    ...(targetKind && { targetKind }),
    ...(targetId && { targetId }),
    ...(from && { since: startOfDay(from, timeZone) }),
    ...(to && { until: startOfDay(addDays(to, 1), timeZone) }),
  };
}
