import { newId } from "@availability/db";
import { jobFailures, organizations } from "@availability/db/schema";
import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import type { Environment } from "../ctx.ts";
import { domainEvents } from "../outbox/index.ts";
import { codeIn, failureWords } from "./failure-words.ts";

/** What a job engine tells of a run that gave up; whatever else it sends is not kept. */
export const FailedRun = z.object({
  function_id: z.string().max(200),
  run_id: z.string().max(200),
  error: z.object({
    name: z.string().catch("Error"),
    message: z.string().catch(""),
    kind: z.string().optional(),
  }),
  event: z.object({ name: z.string().max(200), data: z.unknown() }),
});
export type FailedRun = z.output<typeof FailedRun>;

const Named = z.object({
  organizationId: z.uuid().optional(),
  calendarId: z.uuid().optional(),
  bookingId: z.uuid().optional(),
});

/**
 * Writes down a run that gave up, once: ids, versions and a cause in words, never what the engine's message says. Returns false
 * when it was known. How often the same work failed since it last succeeded is counted as its attempts.
 */
export async function recordFailure({ db, now }: Environment, failure: FailedRun): Promise<boolean> {
  const { name, data } = eventOf(failure);
  const named = Named.catch({}).parse(data);
  const code = codeIn(failure.error.kind ? `${failure.error.kind}: ` : failure.error.message);
  // The engine puts the app's name before it.
  const functionId = failure.function_id.replace(/^availability-/, "");
  const calendarId = named.calendarId ?? null;
  const bookingId = named.bookingId ?? null;
  const before = and(
    eq(jobFailures.functionId, functionId),
    calendarId ? eq(jobFailures.calendarId, calendarId) : undefined,
    bookingId ? eq(jobFailures.bookingId, bookingId) : undefined,
    isNull(jobFailures.resolvedAt),
    isNull(jobFailures.dismissedAt),
  );
  const isKeyed = calendarId !== null || bookingId !== null;
  const written = await db
    .insert(jobFailures)
    .values({
      id: newId(),
      organizationId: await existing(db, named.organizationId),
      functionId,
      runId: failure.run_id,
      eventName: name,
      eventData: data,
      calendarId,
      bookingId,
      errorCode: code,
      errorMessage: failureWords(code),
      attempts: isKeyed ? 1 + (await db.$count(jobFailures, before)) : 1,
      failedAt: new Date(now()),
    })
    .onConflictDoNothing()
    .returning({ id: jobFailures.id });
  return written.length > 0;
}

/** The event that began the run, as the catalogue knows it; of any other nothing but the name. */
function eventOf({ event }: FailedRun): { name: string; data: Record<string, unknown> } {
  const schema = Object.entries(domainEvents).find(([name]) => name === event.name)?.[1];
  const data = schema?.safeParse(event.data);
  return { name: event.name, data: data?.success ? data.data : {} };
}

async function existing(db: Environment["db"], organizationId: string | undefined): Promise<string | null> {
  if (organizationId === undefined) return null;
  const [row] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  return row?.id ?? null;
}
