import type { Call } from "./call.ts";

/** How many rows a page holds: what is asked for, within the simulator's own bound. */
export function pageSize(call: Call, fallback: number): number {
  const asked = call.query.top ?? call.prefer.maxPageSize ?? fallback;
  return Math.min(asked, call.simulator.store.state.settings.pageSize ?? asked);
}

/** `@odata.nextLink`: this call again, beginning after the row of key `after`; nothing after the last page. */
export function nextLink({ url }: Call, after: string | null): { "@odata.nextLink"?: string } {
  if (after === null) return {};
  const next = new URL(url);
  next.searchParams.delete("$skiptoken");
  next.searchParams.append("$skiptoken", after);
  return { "@odata.nextLink": next.href };
}
