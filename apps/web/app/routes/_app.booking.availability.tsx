import { Button, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData, useSubmit } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { timeZones } from "~/accounts/time-zone-field.tsx";
import viewClasses from "~/bookings/view-links.module.css";
import { useAnswer } from "~/forms/use-answer.ts";
import { BlocksPanel } from "~/hours/blocks-panel.tsx";
import { DatesPanel } from "~/hours/dates-panel.tsx";
import { HolidaysPanel } from "~/hours/holidays-panel.tsx";
import type { HoursOutcome } from "~/hours/hours-actions.server.ts";
import { runHoursAction } from "~/hours/hours-actions.server.ts";
import { loadHours } from "~/hours/load-hours.server.ts";
import { ownerKey, readOwner, type Section, sectionPath, sections } from "~/hours/owner.ts";
import { SeasonsPanel } from "~/hours/seasons-panel.tsx";
import { WeekEditor } from "~/hours/week-editor.tsx";
import { requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Opening hours · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const now = context.app.environment.now();
  return {
    ...(await loadHours(trpc, { url: new URL(request.url), now })),
    zones: timeZones(),
    refusal: may(session.role, "manage_availability")
      ? null
      : refusalText(session.role, "manage_availability", "change opening hours"),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const owner = readOwner(new URL(request.url).searchParams);
  const { timeZone } = await trpc.availability.ownerSchedule({ owner });
  const now = context.app.environment.now();
  const outcome = await runHoursAction(trpc, { owner, formData: await request.formData(), now, timeZone });
  return data(outcome, { status: outcome.status });
}

const sectionWords: Record<Section, string> = {
  week: "Weekly hours",
  dates: "Dates",
  holidays: "Holidays",
  seasons: "Seasons",
  blocks: "Blocks",
};

export default function HoursPage() {
  const shown = useLoaderData<typeof loader>();
  const { owner, section, choices, refusal } = shown;
  const outcome = useAnswer<typeof action>();
  const submit = useSubmit();
  const key = ownerKey(owner);
  return (
    <Stack gap="md" maw={860}>
      <Title order={2} size="h3">
        Opening hours
      </Title>
      <Form method="get" onChange={(event) => submit(event.currentTarget)}>
        <NativeSelect key={key} label="Of" name="of" defaultValue={key} data={choices} maw={420} />
        {section !== "week" && <input type="hidden" name="section" value={section} />}
        <noscript>
          <button type="submit">Show</button>
        </noscript>
      </Form>
      <nav aria-label="Opening hours" className={viewClasses.views}>
        {sections.map((one) => (
          <Link
            key={one}
            to={sectionPath(owner, one)}
            className={viewClasses.view}
            aria-current={one === section ? "page" : undefined}
          >
            {sectionWords[one]}
          </Link>
        ))}
      </nav>
      {refusal && <Text size="sm">{refusal}</Text>}
      <fieldset
        key={key}
        disabled={refusal !== null}
        style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}
        aria-label={sectionWords[section]}
      >
        <SectionPanel shown={shown} outcome={outcome} />
      </fieldset>
    </Stack>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function SectionPanel({ shown, outcome }: { shown: Shown; outcome: HoursOutcome | undefined }) {
  const { owner, section, schedule, season, today } = shown;
  const { timeZone } = schedule;
  switch (section) {
    case "dates":
      return (
        <DatesPanel
          {...{ today, timeZone, outcome }}
          month={shown.month}
          gridDays={shown.gridDays}
          exceptions={shown.exceptions}
          holidays={shown.holidays?.data ?? []}
          basePath={sectionPath(owner, "dates")}
        />
      );
    case "holidays":
      return shown.holidays ? (
        <HolidaysPanel
          key={`${shown.holidays.version} ${outcome?.kind}`}
          {...{ timeZone, outcome }}
          holidays={shown.holidays}
          countries={shown.countries}
          isOrganization={owner.kind === "organization"}
        />
      ) : null;
    case "seasons":
      return (
        <SeasonsPanel
          {...{ timeZone, outcome }}
          assignments={shown.assignments}
          schedules={shown.schedules}
          ownerKey={ownerKey(owner)}
        />
      );
    case "blocks":
      return (
        <BlocksPanel {...{ timeZone, outcome }} blocks={shown.blocks} isProduct={owner.kind === "product"} />
      );
    default:
      return (
        <Stack gap="sm">
          <Source shown={shown} />
          {season && (
            <Button component={Link} to={sectionPath(owner, "seasons")} variant="subtle" w="fit-content">
              Back to the seasons
            </Button>
          )}
          <WeekEditor
            key={season?.id ?? "base"}
            {...{ schedule, outcome }}
            scheduleId={season?.id ?? null}
            zones={shown.zones}
          />
        </Stack>
      );
  }
}

/** Where the hours shown come from. */
function Source({ shown: { schedule, season, owner, isUnset } }: { shown: Shown }) {
  const { inheritedFrom } = schedule;
  if (season) return <Text>The hours of the schedule “{season.name}”.</Text>;
  if (inheritedFrom) {
    const from = inheritedFrom === "location" ? "the location" : "the organisation";
    return (
      <Text>
        These hours come from {from}. Saving gives this {owner.kind} hours of its own.
      </Text>
    );
  }
  if (isUnset)
    return <Text>Nobody has set hours yet, so nothing is open. Add a range on a day to begin.</Text>;
  return <Text>These are its own hours.</Text>;
}
