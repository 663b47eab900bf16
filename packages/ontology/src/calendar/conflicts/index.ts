// Conflicts: where a booking and a connected calendar disagree, and how that is settled.
export { type Conflict, ListConflicts, listConflicts } from "./list-conflicts.ts";
export { settleOverlaps } from "./overlaps.ts";
export { resolveConflict } from "./resolve-conflict.ts";
