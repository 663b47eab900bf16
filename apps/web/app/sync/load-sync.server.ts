import type { Caller } from "~/trpc/caller.server.ts";
import type { SyncParams } from "./sync-params.ts";

const pageSize = 25;
const mostCounted = 100;

/** How the jobs are, how much waits for a person, and a page of what the address asks for. */
export async function loadSync(
  trpc: Caller,
  { params, cursor }: { params: SyncParams; cursor: string | null },
) {
  const [health, failures, conflicts, listing] = await Promise.all([
    trpc.job.health(),
    trpc.job.failures({ limit: mostCounted }),
    trpc.calendar.conflicts({ state: "open", limit: mostCounted }),
    loadListing(trpc, { params, cursor }),
  ]);
  return { health, waiting: { failures: countOf(failures), conflicts: countOf(conflicts) }, listing };
}

async function loadListing(trpc: Caller, { params, cursor }: { params: SyncParams; cursor: string | null }) {
  const page = { cursor, limit: pageSize };
  switch (params.tab) {
    case "failures":
      return { ...params, ...(await trpc.job.failures({ ...page, status: params.state })) };
    case "runs": {
      const { state, calendarId } = params;
      const narrowed = { ...(calendarId && { calendarId }), ...(state !== "all" && { status: state }) };
      return { ...params, ...(await trpc.calendar.runs({ ...page, ...narrowed })) };
    }
    case "conflicts":
      return { ...params, ...(await trpc.calendar.conflicts({ ...page, state: params.state })) };
  }
}

/** "3", or "100+" where counting stopped. */
function countOf({ data, nextCursor }: { data: unknown[]; nextCursor: string | null }): string {
  return `${data.length}${nextCursor ? "+" : ""}`;
}
