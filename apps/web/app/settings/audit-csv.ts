import type { AuditEntry } from "@availability/ontology/audit";
import { type Cell, csvStream } from "../rest/csv-stream.ts";
import { toText } from "../rest/instant.ts";

const columns = [
  "id",
  "at",
  "actor_kind",
  "actor_id",
  "actor_name",
  "action",
  "target_kind",
  "target_id",
  "details",
  "time_zone",
];

/** Audit entries as CSV; `details` is JSON, instants have the offset of `timeZone`. */
export function auditCsv(pages: AsyncGenerator<AuditEntry[]>, timeZone: string): ReadableStream<Uint8Array> {
  return csvStream(columns, pages, ({ id, at, actor, action, target, details }): Cell[] => [
    id,
    toText(at, timeZone),
    actor.kind,
    actor.id,
    actor.name,
    action,
    target.kind,
    target.id,
    JSON.stringify(details),
    timeZone,
  ]);
}
