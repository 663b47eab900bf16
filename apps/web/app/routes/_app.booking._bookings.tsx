import { Button, Group, Stack, Text } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, Outlet, useLoaderData, useLocation, useNavigation } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { BookingFilters } from "~/bookings/booking-filters.tsx";
import { BookingList } from "~/bookings/booking-list.tsx";
import { BulkBar } from "~/bookings/bulk-bar.tsx";
import { EmptyList } from "~/bookings/empty-list.tsx";
import { readListParams } from "~/bookings/list-params.ts";
import { loadBookings } from "~/bookings/load-bookings.server.ts";
import { reloadAfterAction } from "~/bookings/reload-after-action.ts";
import { SeriesList } from "~/bookings/series-list.tsx";
import { ViewLinks } from "~/bookings/view-links.tsx";
import type { LiveHandle } from "~/live/topics.ts";
import { zoneOfLists } from "~/time/display-zone.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export const handle: LiveHandle = { live: ["bookings"] };

export const meta: MetaFunction = () => [{ title: "Bookings · Availability" }];

export { reloadAfterAction as shouldRevalidate };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const params = readListParams(new URL(request.url).searchParams);
  const timeZone = zoneOfLists(request, session.organization);
  return {
    params,
    timeZone,
    ...(await loadBookings(trpc, params, { now: context.app.environment.now(), timeZone })),
    mayManage: may(session.role, "manage_bookings"),
    refusal: refusalText(session.role, "manage_bookings", "make or change bookings"),
  };
}

export default function BookingsPage() {
  const { params, timeZone, products, locations, waiting, page, mayManage, refusal } =
    useLoaderData<typeof loader>();
  const { search } = useLocation();
  const isLoading = useNavigation().state === "loading";
  const isEmpty = page.kind === "series" ? page.series.length === 0 : page.bookings.length === 0;
  const canPick = mayManage && params.view === "approval";
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <ViewLinks current={params.view} waiting={waiting} search={search} />
        <Group gap="xs">
          {page.kind === "bookings" && !isEmpty && (
            <Button component="a" href={`/booking/export.csv${search}`} variant="default" download>
              Download CSV
            </Button>
          )}
          {mayManage && (
            <Button component={Link} to="/availability">
              New booking
            </Button>
          )}
        </Group>
      </Group>
      <BookingFilters {...{ params, products, locations, timeZone }} />
      {!mayManage && (
        <Text size="sm" c="dimmed">
          {refusal}
        </Text>
      )}
      <Outlet />
      <div aria-busy={isLoading}>
        {isEmpty && <EmptyList params={params} canBook={mayManage} />}
        {page.kind === "series" && !isEmpty && <SeriesList series={page.series} />}
        {page.kind === "bookings" && !isEmpty && (
          <Form method="post" action={`/booking${withIndex(search)}`} preventScrollReset>
            {canPick && <BulkBar />}
            <Text size="sm" c="dimmed" mb="xs">
              All times in {timeZone}.
            </Text>
            <BookingList bookings={page.bookings} {...{ timeZone, search, canPick }} />
          </Form>
        )}
      </div>
      <Pages search={search} cursor={params.cursor} nextCursor={page.nextCursor} />
    </Stack>
  );
}

function Pages({
  search,
  cursor,
  nextCursor,
}: {
  search: string;
  cursor: string | null;
  nextCursor: string | null;
}) {
  if (!cursor && !nextCursor) return null;
  const to = (value: string | null) => {
    const next = new URLSearchParams(search);
    next.delete("cursor");
    if (value) next.set("cursor", value);
    return `/booking?${next}`;
  };
  return (
    <Group component="nav" aria-label="Pages" gap="xs">
      {cursor && (
        <Button component={Link} to={to(null)} variant="default">
          First page
        </Button>
      )}
      {nextCursor && (
        <Button component={Link} to={to(nextCursor)} variant="default">
          Next page
        </Button>
      )}
    </Group>
  );
}

/** Remix sends a form to the index route of an address only when the query says so. */
function withIndex(search: string): string {
  return search ? `${search}&index` : "?index";
}
