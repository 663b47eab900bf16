import { Text } from "@mantine/core";
import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { ConflictList } from "./conflict-list.tsx";
import { FailureList } from "./failure-list.tsx";
import type { loadSync } from "./load-sync.server.ts";
import { RunList } from "./run-list.tsx";
import { syncPath } from "./sync-params.ts";

type Listing = SerializeFrom<Awaited<ReturnType<typeof loadSync>>>["listing"];

/** The page of the tab that is chosen, or what its being empty means. */
export function SyncListing({ listing, timeZone }: { listing: Listing; timeZone: string }) {
  switch (listing.tab) {
    case "failures":
      if (listing.data.length === 0) return <Text>{noFailures[listing.state]}</Text>;
      return <FailureList failures={listing.data} timeZone={timeZone} />;
    case "runs":
      return (
        <>
          {listing.calendarId && (
            <Text size="sm">
              Of one calendar. <Link to={syncPath("runs", { state: listing.state })}>Show all calendars</Link>
            </Text>
          )}
          {listing.data.length === 0 ? (
            <Text>
              {listing.state === "all"
                ? "No calendar was read yet. That begins when a calendar is linked to a product."
                : "There is no such run."}
            </Text>
          ) : (
            <RunList runs={listing.data} timeZone={timeZone} />
          )}
        </>
      );
    case "conflicts":
      return (
        <>
          <Text size="sm" c="dimmed">
            What happens without being asked is set in the{" "}
            <Link to="/settings/organization">settings of the organisation</Link>.
          </Text>
          {listing.data.length === 0 ? (
            <Text>
              {listing.state === "open"
                ? "All is well: bookings and calendars agree."
                : "No conflict was settled yet."}
            </Text>
          ) : (
            <ConflictList conflicts={listing.data} timeZone={timeZone} />
          )}
        </>
      );
  }
}

const noFailures = {
  open: "All is well: nothing that was to happen by itself has failed in the last 30 days and is still open.",
  dismissed: "Nothing was dismissed in the last 30 days.",
  resolved: "Nothing that failed in the last 30 days has succeeded since.",
};
