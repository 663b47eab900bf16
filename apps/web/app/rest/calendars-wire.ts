import { healthCodes, healthStates, providerNames } from "@availability/domain/calendar";
import type { AccountCalendar, ListedSyncRun } from "@availability/ontology/calendar";
import { z } from "@hono/zod-openapi";
import { InstantText, toText } from "./instant.ts";

// Object.keys forgets that these are the table's own.
const codes = Object.keys(healthCodes) as (keyof typeof healthCodes)[];

const Health = z
  .object({
    state: z.enum(healthStates),
    code: z.enum(codes),
    since: InstantText.nullable(),
    until: InstantText.nullable().openapi({ description: "When it ends by itself, where that is known" }),
    why: z.string(),
    action: z.string().openapi({ example: "reconnect" }),
    actionText: z.string(),
  })
  .openapi("CalendarHealth");

export const Calendar = z
  .object({
    id: z.uuid(),
    connectionId: z.uuid(),
    provider: z.enum(providerNames),
    email: z.string().openapi({ description: "Of the account it belongs to" }),
    name: z.string(),
    timeZone: z.string().nullable(),
    canWrite: z.boolean(),
    status: z.enum(["active", "gone"]),
    links: z.array(
      z.object({
        productId: z.uuid(),
        productName: z.string(),
        countsBusy: z.boolean(),
        receivesBookings: z.boolean(),
      }),
    ),
    lastSuccessAt: InstantText.nullable().openapi({ description: "When it was last read" }),
    nextDueAt: InstantText.nullable(),
    driftCount: z.int().openapi({ description: "Events that nightly readings ever found to differ" }),
    health: Health,
  })
  .openapi("Calendar");

export const SyncRun = z
  .object({
    id: z.uuid(),
    calendarId: z.uuid(),
    calendarName: z.string(),
    trigger: z.string().openapi({ example: "webhook" }),
    kind: z.enum(["full", "incremental"]).nullable(),
    status: z.enum(["queued", "running", "succeeded", "failed"]),
    counts: z.record(z.string(), z.int()).openapi({ example: { seen: 12, created: 1, updated: 1 } }),
    requests: z.int().openapi({ description: "To the provider" }),
    requestedAt: InstantText,
    startedAt: InstantText.nullable(),
    finishedAt: InstantText.nullable(),
    errorCode: z.string().nullable(),
    errorDetail: z.string().nullable(),
  })
  .openapi("SyncRun");

export function calendarToWire(calendar: AccountCalendar): z.output<typeof Calendar> {
  const { id, connectionId, provider, email, name, timeZone, canWrite, status, links, sync, health } =
    calendar;
  return {
    ...{ id, connectionId, provider, email, name, timeZone, canWrite, status, links },
    lastSuccessAt: textOrNull(sync?.lastSuccessAt ?? null),
    nextDueAt: textOrNull(sync?.nextDueAt ?? null),
    driftCount: sync?.driftCount ?? 0,
    health: { ...health, since: textOrNull(health.since), until: textOrNull(health.until) },
  };
}

export function runToWire({ provider: _, email: __, ...run }: ListedSyncRun): z.output<typeof SyncRun> {
  return {
    ...run,
    requestedAt: toText(run.requestedAt),
    startedAt: textOrNull(run.startedAt),
    finishedAt: textOrNull(run.finishedAt),
  };
}

function textOrNull(instant: number | null): string | null {
  return instant === null ? null : toText(instant);
}
