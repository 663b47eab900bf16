import { DomainError } from "@availability/domain/errors";
import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, instantOfKey, type Page, PageInput } from "../page.ts";
import { failureWords } from "./failure-words.ts";
import { nextTries } from "./next-tries.ts";
import { runUrl } from "./run-url.ts";

export const failureStatuses = ["open", "dismissed", "resolved"] as const;

export const ListFailures = PageInput.extend({
  status: z.enum(failureStatuses, `One of ${failureStatuses.join(", ")}`).default("open"),
  calendarId: z.uuid("An id of one of your calendars").optional(),
  /** The function that gave up. */
  functionId: z.string().max(100).optional(),
});
export type ListFailures = z.output<typeof ListFailures>;

/** Something that was to happen by itself and did not; instants are epoch ms. */
export type Failure = {
  id: string;
  /** A reading of a calendar, or any other job. */
  kind: "sync_run" | "job";
  functionId: string;
  status: (typeof failureStatuses)[number];
  calendarId: string | null;
  calendarName: string | null;
  bookingId: string | null;
  code: string;
  /** In words. */
  cause: string;
  attempts: number;
  failedAt: number;
  /** When it is tried again by itself, at the latest; null when it waits for a person. */
  nextTryAt: number | null;
  retriedAt: number | null;
  dismissedAt: number | null;
  dismissedReason: string | null;
  /** The run in the job engine's dashboard, where there is one. */
  runUrl: string | null;
};

const Row = z.object({
  id: z.string(),
  kind: z.enum(["sync_run", "job"]),
  functionId: z.string(),
  status: z.enum(failureStatuses),
  calendarId: z.string().nullable(),
  calendarName: z.string().nullable(),
  bookingId: z.string().nullable(),
  code: z.string(),
  attempts: z.coerce.number(),
  failedAt: z.coerce.number(),
  retriedAt: z.coerce.number().nullable(),
  dismissedAt: z.coerce.number().nullable(),
  dismissedReason: z.string().nullable(),
  runId: z.string().nullable(),
});

/** What failed in the last thirty days, newest first, a page at a time: readings of calendars and jobs in one list. */
export async function listFailures(ctx: Ctx, input: ListFailures): Promise<Page<Failure>> {
  const organizationId = authorize(ctx, "manage_integrations");
  const { limit, status } = input;
  const since = new Date(ctx.now() - 30 * 86_400_000).toISOString();
  const after = decodeCursor(input.cursor);
  const page = after
    ? sql`(f.at, f.id) < (${instantOfKey(after.key)}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const found = await ctx.db.execute(sql`
    select id, kind, function_id "functionId", status, calendar_id "calendarId", calendar_name "calendarName",
      booking_id "bookingId", code, attempts, ${ms(sql`at`)} "failedAt", ${ms(sql`retried_at`)} "retriedAt",
      ${ms(sql`dismissed_at`)} "dismissedAt", dismissed_reason "dismissedReason", run_id "runId"
    from (${runs(organizationId, since, input)} union all ${jobs(organizationId, since, input)}) f
    where f.status = ${status} and ${page}
    order by f.at desc, f.id desc limit ${limit + 1}`);
  const rows = [...found].map((row) => Row.parse(row));
  const shown = rows.slice(0, limit);
  const tries = status === "open" ? await nextTries(ctx, organizationId, shown) : new Map<string, number>();
  const data = shown.map((row) => ({
    ...toFailure(ctx, row),
    nextTryAt: tries.get(row.id) ?? null,
  }));
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.failedAt), id: last.id }) : null };
}

/** A run that the engine gave up is listed as that job, with its attempts. */
function runs(organizationId: string, since: string, { calendarId, functionId }: ListFailures): SQL {
  return sql`
    select r.id, 'sync_run' kind, 'sync-calendar' function_id,
      case when r.dismissed_at is not null then 'dismissed'
        when s.last_success_at >= r.requested_at or s.calendar_id is null then 'resolved' else 'open' end status,
      r.calendar_id, c.name calendar_name, null::uuid booking_id, coalesce(r.error_code, 'internal') code, 1 attempts,
      r.requested_at at, null::timestamptz retried_at, r.dismissed_at, r.dismissed_reason, r.job_run_id run_id
    from sync_runs r
      join external_calendars c on c.id = r.calendar_id
      left join calendar_sync_states s on s.calendar_id = r.calendar_id
    where r.organization_id = ${organizationId} and r.status = 'failed' and r.requested_at > ${since}::timestamptz
      and r.error_code not in ('unlinked', 'disconnected', 'gone', 'paused')
      and not exists (select from job_failures j where j.run_id = r.job_run_id)
      ${calendarId ? sql`and r.calendar_id = ${calendarId}` : sql``}
      ${functionId ? sql`and ${functionId} = 'sync-calendar'` : sql``}`;
}

function jobs(organizationId: string, since: string, { calendarId, functionId }: ListFailures): SQL {
  return sql`
    select j.id, 'job', j.function_id,
      case when j.dismissed_at is not null then 'dismissed' when j.resolved_at is not null then 'resolved' else 'open' end,
      j.calendar_id, c.name, j.booking_id, j.error_code, j.attempts, j.failed_at, j.retried_at, j.dismissed_at,
      j.dismissed_reason, j.run_id
    from job_failures j
      left join external_calendars c on c.id = j.calendar_id and c.organization_id = j.organization_id
    where j.organization_id = ${organizationId} and j.failed_at > ${since}::timestamptz
      ${calendarId ? sql`and j.calendar_id = ${calendarId}` : sql``}
      ${functionId ? sql`and j.function_id = ${functionId}` : sql``}`;
}

function ms(instant: SQL): SQL {
  return sql`floor(extract(epoch from ${instant}) * 1000)`;
}

function toFailure(ctx: Ctx, { runId, ...row }: z.output<typeof Row>): Omit<Failure, "nextTryAt"> {
  return { ...row, cause: failureWords(row.code), runUrl: runId ? runUrl(ctx, runId) : null };
}

/** The refusal of an id that names no failure of the organisation. */
export function noFailure(): DomainError {
  return new DomainError("not_found", "No failure of your organisation has this id");
}
