import type { AuditAction, AuditEntry } from "@availability/ontology/audit";

/** What was done, as people read it. */
export const actionWords: Record<AuditAction, string> = {
  "organization.updated": "Organisation settings changed",
  "member.joined": "Member joined",
  "member.role_changed": "Member's role changed",
  "member.removed": "Member removed",
  "invitation.created": "Invitation made",
  "invitation.cancelled": "Invitation cancelled",
  "api_key.created": "API key made",
  "api_key.revoked": "API key revoked",
  "webhook.created": "Webhook made",
  "webhook.updated": "Webhook changed",
  "webhook.secret_rotated": "Webhook's secret renewed",
  "webhook.deleted": "Webhook deleted",
  "product.created": "Product made",
  "product.updated": "Product changed",
  "product.archived": "Product archived",
  "product.restored": "Product restored",
  "product.deleted": "Product deleted",
  "schedule.created": "Schedule made",
  "schedule.updated": "Schedule changed",
  "schedule.deleted": "Schedule deleted",
  "schedule.assigned": "Schedule assigned",
  "schedule.unassigned": "Schedule unassigned",
  "booking.rules_set_aside": "Rules set aside for a booking",
  "booking.fee_waived": "Cancellation fee waived",
  "customer.exported": "Customer's data exported",
  "customer.merged": "Customers merged",
  "customer.erased": "Customer erased",
  "payment.refunded": "Payment refunded",
  "audit_log.exported": "Audit log exported",
};

/** The words of an action; one that is not known any more as it stands. */
export function actionText(action: string): string {
  return Object.entries(actionWords).find(([known]) => known === action)?.[1] ?? action;
}

const actorKinds: Record<AuditEntry["actor"]["kind"], string> = {
  member: "A former member",
  api_key: "A deleted API key",
  system: "The system",
};

export function actorText({ kind, name }: AuditEntry["actor"]): string {
  if (name === null) return actorKinds[kind];
  return kind === "api_key" ? `API key ${name}` : name;
}

const screens: Record<string, string> = {
  product: "/products/",
  booking: "/booking/bookings/",
  customer: "/customers/",
  webhook: "/settings/webhooks/",
};

/** Where the thing is seen that something was done to; null for what has no screen or is gone. */
export function targetPath({ action, target }: Pick<AuditEntry, "action" | "target">): string | null {
  const screen = screens[target.kind];
  const isGone = action.endsWith(".deleted") || target.id === null;
  return screen === undefined || isGone ? null : `${screen}${target.id}`;
}

/** "calendarStaleMinutes" as "Calendar stale minutes", "api_key" as "Api key". */
export function fieldText(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** One line of what changed: `before` is absent where an entry says a fact and no change. */
export type Change = { name: string; before?: string; after: string };

/** What an entry's details say, a line for each field. */
export function changesOf(details: Readonly<Record<string, unknown>>): Change[] {
  const { before, after, ...facts } = details;
  const previous = isRecord(before) ? before : {};
  const current = isRecord(after) ? after : {};
  const names = [...new Set([...Object.keys(previous), ...Object.keys(current)])];
  return [
    ...names.map((name) => ({
      name: fieldText(name),
      before: valueText(previous[name]),
      after: valueText(current[name]),
    })),
    ...Object.entries(facts).map(([name, value]) => ({ name: fieldText(name), after: valueText(value) })),
  ];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return value.length === 0 ? "none" : value.join(", ");
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
