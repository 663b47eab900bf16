// Audit: who changed what the organisation permits and how it works. Written with each change, listed, never changed.
export { type AuditAction, auditActions } from "./actions.ts";
export { AuditFilter } from "./audit-filter.ts";
export { exportAuditLog } from "./export-audit-log.ts";
export { type AuditEntry, ListAuditLog, listAuditLog } from "./list-audit-log.ts";
export { recordAudit } from "./record-audit.ts";
export { auditRouter } from "./router.ts";
