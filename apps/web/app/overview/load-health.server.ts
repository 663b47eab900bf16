import type { PanelAt } from "./settled.server.ts";

/** The connected accounts, and of those that are not healthy what ails them. */
export async function loadHealth({ trpc }: Pick<PanelAt, "trpc">) {
  const connections = (await trpc.calendar.connections({})).filter(({ status }) => status !== "disconnected");
  return {
    count: connections.length,
    ailing: connections
      .filter(({ health }) => health.state !== "healthy" && health.state !== "syncing")
      .map(({ id, provider, email, health }) => ({ id, provider, email, health })),
  };
}

export type CalendarHealth = Awaited<ReturnType<typeof loadHealth>>;
