import type { Ctx } from "../ctx.ts";

/**
 * Where one run is to be seen in the job engine's dashboard; null without one. The configured address may say with `{runId}`
 * where the id goes; else the path of a server of one's own is taken: https://www.inngest.com/docs/self-hosting
 */
export function runUrl({ jobDashboardUrl }: Pick<Ctx, "jobDashboardUrl">, runId: string): string | null {
  if (!jobDashboardUrl) return null;
  const id = encodeURIComponent(runId);
  if (jobDashboardUrl.includes("{runId}")) return jobDashboardUrl.replace("{runId}", id);
  return `${jobDashboardUrl}/run?runID=${id}`;
}

/** Where the dashboard begins; of an address that is made for runs its host. */
export function dashboardUrl({ jobDashboardUrl }: Pick<Ctx, "jobDashboardUrl">): string | null {
  if (!jobDashboardUrl) return null;
  return jobDashboardUrl.includes("{runId}") ? new URL(jobDashboardUrl).origin : jobDashboardUrl;
}
