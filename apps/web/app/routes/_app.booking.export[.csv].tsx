import { exportBookings, ListBookings } from "@availability/ontology/booking";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { ctxOf } from "~/accounts/session.server.ts";
import { bookingFilter, readListParams } from "~/bookings/list-params.ts";
import { csvOf } from "~/rest/booking-csv.ts";
import { zoneOfLists } from "~/time/display-zone.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

/** The bookings that the list shows, on all of its pages, as CSV in the organisation's zone. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await requireCaller(request, context);
  const timeZone = zoneOfLists(request, session.organization);
  const now = context.app.environment.now();
  const params = readListParams(new URL(request.url).searchParams);
  const { limit: _, cursor: __, ...filter } = ListBookings.parse(bookingFilter(params, { now, timeZone }));
  const pages = await orRefusalPage(exportBookings(ctxOf(session, context), filter));
  return new Response(csvOf(pages, timeZone), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="bookings-${params.view}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
