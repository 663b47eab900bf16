import { Alert, Stack, Title } from "@mantine/core";
import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData, useSearchParams } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { Agenda } from "~/availability/agenda.tsx";
import { isSameBut, neighbours } from "~/availability/calendar-params.ts";
import { calendarPaths } from "~/availability/calendar-paths.ts";
import { HiddenNote } from "~/availability/hidden-note.tsx";
import { Legend } from "~/availability/legend.tsx";
import { loadCalendar } from "~/availability/load-calendar.server.ts";
import { MonthGrid } from "~/availability/month-grid.tsx";
import { NoProducts } from "~/availability/no-products.tsx";
import { ProductCalendars } from "~/availability/product-calendars.tsx";
import { StaleNotice } from "~/availability/stale-notice.tsx";
import { Toolbar } from "~/availability/toolbar.tsx";
import { UndoNotice } from "~/availability/undo-notice.tsx";
import { ZoneNote } from "~/availability/zone-note.tsx";
import type { LiveHandle } from "~/live/topics.ts";
import { displayZoneOf } from "~/time/display-zone.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export const handle: LiveHandle = { live: ["bookings", "availability"] };

export const meta: MetaFunction = () => [{ title: "Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const now = context.app.environment.now();
  const url = new URL(request.url);
  const ownZone = displayZoneOf(request.headers.get("Cookie"));
  // Whoever just comes here begins in their own zone; from then on the address says which.
  if (ownZone && url.pathname === "/availability" && url.search === "") {
    throw redirect(`/availability?tz=${encodeURIComponent(ownZone)}`);
  }
  const shown = await loadCalendar(trpc, {
    url,
    now,
    timeZone: session.organization.timeZone,
    firstWeekday: session.organization.firstWeekday,
  });
  return {
    shown,
    now,
    mayBook: may(session.role, "manage_bookings"),
    refusal: refusalText(session.role, "manage_bookings", "make or change bookings"),
    mayBlock: may(session.role, "manage_availability"),
    mayCreateProducts: may(session.role, "manage_products"),
  };
}

/** That the address now names a hold, or no longer something to undo, changes nothing that is shown. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isSame =
    isSameBut(["hold"], currentUrl, nextUrl) ||
    (isSameBut(["undo"], currentUrl, nextUrl) && !nextUrl.searchParams.has("undo"));
  return formMethod === undefined && isSame ? false : defaultShouldRevalidate;
}

export default function AvailabilityPage() {
  const { shown, now, mayBook, mayBlock, refusal, mayCreateProducts } = useLoaderData<typeof loader>();
  const search = useShownSearch();
  if (!shown) return <NoProducts mayCreate={mayCreateProducts} />;
  const { content, range, timeZone, view, date, title, productId } = shown;
  const paths = calendarPaths(search);
  const { previous, next } = neighbours({ view, date });
  const calendars = content.kind === "times" ? content.calendars : [];
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        Availability
      </Title>
      <Toolbar
        {...{ search, shown }}
        bookPath={mayBook ? paths.to("/availability/book", { product: productId }) : null}
        blockPath={mayBlock ? paths.to("/availability/block", { product: productId }) : null}
      />
      {!mayBook && (
        <Alert color="slate" variant="light">
          {refusal}
        </Alert>
      )}
      <StaleNotice stale={calendars.flatMap(({ stale }) => stale)} timeZone={timeZone} />
      <ZoneNote
        {...{ search, timeZone }}
        productTimeZone={content.productTimeZone}
        unknownZone={shown.unknownZone}
      />
      <HiddenNote shown={shown} />
      <Legend view={view} />
      {content.kind === "month" && (
        <MonthGrid
          {...{ title, timeZone, date }}
          days={content.days}
          today={shown.today}
          dayPath={(day) => paths.to("/availability", { view: "day", date: day })}
          previousPath={paths.to("/availability", { date: previous })}
          nextPath={paths.to("/availability", { date: next })}
        />
      )}
      {(view === "week" || view === "day") && (
        <ProductCalendars {...{ shown, calendars, view, now, paths }} canBook={mayBook} />
      )}
      {calendars.map((calendar) => (
        <Agenda
          key={calendar.productId}
          {...{ calendar, range, timeZone, paths }}
          canBook={mayBook}
          step={view === "day" ? shown.params.step : null}
          isNamed={calendars.length > 1}
        />
      ))}
      <Outlet />
      <UndoNotice />
    </Stack>
  );
}

/** The address of what is shown, without that of a panel over it. */
function useShownSearch(): URLSearchParams {
  const [search] = useSearchParams();
  const shown = new URLSearchParams(search);
  for (const name of ["start", "end", "duration", "hold", "override", "move", "undo"]) shown.delete(name);
  return shown;
}
