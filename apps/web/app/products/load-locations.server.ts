import type { Caller } from "~/trpc/caller.server.ts";

/** The locations to choose from, by name, archived ones last; the first 200 of each. */
export async function loadLocations(
  trpc: Caller,
): Promise<{ id: string; name: string; isArchived: boolean }[]> {
  const { data } = await trpc.location.list({ limit: 200, status: "all" });
  return data
    .map(({ id, name, status }) => ({ id, name, isArchived: status === "archived" }))
    .sort((a, b) => Number(a.isArchived) - Number(b.isArchived));
}
