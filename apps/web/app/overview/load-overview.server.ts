import type { AppLoadContext } from "@remix-run/node";
import { may } from "~/accounts/role-labels.ts";
import type { MemberSession } from "~/accounts/session.server.ts";
import { isComplete } from "./first-steps.tsx";
import { isPutAway } from "./first-steps-cookie.ts";
import { loadDecisions } from "./load-decisions.server.ts";
import { loadHealth } from "./load-health.server.ts";
import { loadToday } from "./load-today.server.ts";
import { type PanelAt, settled } from "./settled.server.ts";

type Asked = { session: MemberSession; request: Request; context: AppLoadContext };

/** What the upper part of the overview shows; each panel by itself, so that one that fails leaves the others alone. */
export async function loadOverview(at: PanelAt, { session, request, context }: Asked) {
  const seesIntegrations = may(session.role, "manage_integrations");
  const [firstSteps, today, decisions, health] = await Promise.all([
    isPutAway(request.headers.get("Cookie") ?? "", session.organization.id)
      ? null
      : settled(context, "first steps", at.trpc.report.firstSteps()),
    settled(context, "today", loadToday(at)),
    settled(context, "decisions", loadDecisions(at, seesIntegrations)),
    seesIntegrations ? settled(context, "health", loadHealth(at)) : null,
  ]);
  // The checklist is a help, not a fact that somebody looks for: without an answer it is left out.
  const isShown = firstSteps?.ok && !isComplete(firstSteps.value);
  return { firstSteps: isShown ? firstSteps.value : null, today, decisions, health };
}
