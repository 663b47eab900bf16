import type { ExternalCalendar, SyncRun } from "@availability/ontology/calendar";
import { Button, Text } from "@mantine/core";
import { useFetcher, useRevalidator } from "@remix-run/react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "~/trpc/client.tsx";
import type { ProviderActionResult } from "./provider-actions.server.ts";
import { type Account, isUnderWay, runText } from "./run-words.ts";

const pollMs = 700;

/** Asks for a calendar to be read now, follows the run, and says what came of it. */
export function SyncNow({ calendar, account }: { calendar: ExternalCalendar; account: Account }) {
  const fetcher = useFetcher<ProviderActionResult>();
  const asked = fetcher.data?.kind === "sync" ? fetcher.data.runId : null;
  const begun = isUnderWay(calendar.latestRun) ? (calendar.latestRun?.id ?? null) : null;
  // What was followed stays, so that its result can be read when the screen is loaded anew.
  const [followed, setFollowed] = useState<string | null>(null);
  useEffect(() => setFollowed((before) => asked ?? begun ?? before), [asked, begun]);
  const run = useRun(followed);
  const isBusy = fetcher.state !== "idle" || isUnderWay(run);
  const refused = fetcher.data?.kind === "refused" ? fetcher.data.message : null;
  return (
    <>
      <fetcher.Form method="post">
        <input type="hidden" name="intent" value="sync" />
        <input type="hidden" name="calendarId" value={calendar.id} />
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={isBusy}
          aria-label={`Sync now: ${calendar.name}`}
        >
          Sync now
        </Button>
      </fetcher.Form>
      <Text size="sm" role="status" c={run?.status === "failed" || refused ? "red" : undefined}>
        {refused ?? (run ? runText(run, account) : "")}
      </Text>
    </>
  );
}

/** The run while it is under way and after; the screen is loaded anew once it ends. */
function useRun(runId: string | null): SyncRun | null {
  const trpc = useTRPC();
  const { revalidate } = useRevalidator();
  const query = useQuery({
    ...trpc.calendar.run.queryOptions({ runId: runId ?? "" }),
    enabled: runId !== null,
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data) ? false : pollMs),
  });
  const ended = query.data && !isUnderWay(query.data) ? query.data.id : null;
  useEffect(() => {
    if (ended) revalidate();
  }, [ended, revalidate]);
  return query.data ?? null;
}
