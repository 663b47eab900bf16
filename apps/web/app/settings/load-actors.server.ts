import type { Caller } from "~/trpc/caller.server.ts";

/** Whoever may stand in the audit log by a name: the members, and the newest API keys. */
export async function loadActors(
  trpc: Caller,
  members: readonly { userId: string; name: string }[],
): Promise<{ id: string; name: string }[]> {
  const keys = await trpc.organization.apiKeys({ limit: 200 });
  return [
    ...members.map(({ userId, name }) => ({ id: userId, name })),
    ...keys.data.map(({ id, name }) => ({ id, name: `API key ${name}` })),
  ];
}
