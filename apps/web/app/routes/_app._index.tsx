import { Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { requireSession } from "~/accounts/session.server.ts";
import type { LiveHandle } from "~/live/topics.ts";
import { DecisionList } from "~/overview/decisions-panel.tsx";
import { FirstStepsPanel } from "~/overview/first-steps.tsx";
import { putAwayCookie } from "~/overview/first-steps-cookie.ts";
import { HealthList } from "~/overview/health-panel.tsx";
import { loadOverview } from "~/overview/load-overview.server.ts";
import classes from "~/overview/overview.module.css";
import { Panel, PanelProblem } from "~/overview/panel.tsx";
import { TodayList } from "~/overview/today-panel.tsx";
import { loadReports } from "~/reports/load-reports.server.ts";
import { ReportsSection } from "~/reports/reports.tsx";
import { zoneOfLists } from "~/time/display-zone.ts";
import { timesIn } from "~/time/format.ts";
import { hourCycleOf } from "~/time/hour-cycle.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const handle: LiveHandle = { live: ["bookings", "availability", "calendars"] };

export const meta: MetaFunction = () => [{ title: "Overview · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const { firstWeekday } = session.organization;
  const timeZone = zoneOfLists(request, session.organization);
  const times = timesIn(hourCycleOf(request.headers.get("Cookie")));
  const now = context.app.environment.now();
  const at = { trpc, now, timeZone, times };
  const [overview, reports] = await Promise.all([
    loadOverview(at, { session, request, context }),
    orRefusalPage(
      loadReports(
        { trpc, now, timeZone: session.organization.timeZone, firstWeekday },
        { search: new URL(request.url).searchParams, context },
      ),
    ),
  ]);
  return {
    now,
    timeZone,
    ...overview,
    reports,
    mayBook: may(session.role, "manage_bookings"),
    healthRefusal: refusalText(
      session.role,
      "manage_integrations",
      "see connected calendars and failed jobs",
    ),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const session = await requireSession(request, context);
  const cookie = putAwayCookie(request.headers.get("Cookie") ?? "", session.organization.id);
  return redirect("/", { headers: { "Set-Cookie": cookie } });
}

export default function OverviewPage() {
  const { now, timeZone, firstSteps, today, decisions, health, reports, mayBook, healthRefusal } =
    useLoaderData<typeof loader>();
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        Overview
      </Title>
      {firstSteps && <FirstStepsPanel done={firstSteps} />}
      <div className={classes.top}>
        <Panel title="Today">
          {today.ok ? (
            <TodayList today={today.value} {...{ now, timeZone, mayBook }} />
          ) : (
            <PanelProblem refusal={today.refusal} />
          )}
        </Panel>
        <div className={classes.side}>
          <Panel title="Needs a decision">
            {decisions.ok ? (
              <DecisionList decisions={decisions.value} />
            ) : (
              <PanelProblem refusal={decisions.refusal} />
            )}
          </Panel>
          <Panel title="Connected calendars">
            {health === null && <Text size="sm">{healthRefusal}</Text>}
            {health?.ok && <HealthList health={health.value} timeZone={timeZone} />}
            {health?.ok === false && <PanelProblem refusal={health.refusal} />}
          </Panel>
        </div>
      </div>
      <ReportsSection reports={reports} />
    </Stack>
  );
}
