import { Button, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { isNarrowed, type ListParams, type ListView } from "./list-params.ts";

const texts: Record<ListView, string> = {
  upcoming: "Nothing is booked from today on.",
  approval: "No booking waits for approval. Bookings of products that ask for it appear here.",
  recurring: "Nothing repeats yet. Choose “Repeat” when you book a free time.",
  past: "No booking is over yet.",
  cancelled: "No booking was cancelled, declined or left to expire.",
};

/** Says why a list is empty and what to do about it. */
export function EmptyList({ params, canBook }: { params: ListParams; canBook: boolean }) {
  const isFiltered = isNarrowed(params);
  return (
    <Stack gap="sm" align="flex-start" py="md">
      <Text>{isFiltered ? "No booking of this view passes the filters." : texts[params.view]}</Text>
      {isFiltered && (
        <Button
          component={Link}
          to={params.view === "upcoming" ? "/booking" : `/booking?view=${params.view}`}
          variant="default"
        >
          Clear the filters
        </Button>
      )}
      {!isFiltered && canBook && params.view !== "cancelled" && params.view !== "past" && (
        <Button component={Link} to="/availability">
          Find a free time to book
        </Button>
      )}
    </Stack>
  );
}
