import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useLocation } from "@remix-run/react";
import { withParams } from "~/availability/calendar-params.ts";
import { Panel } from "~/availability/panel.tsx";
import { BookingSheet } from "~/bookings/booking-sheet.tsx";
import { loadBooking } from "~/bookings/load-booking.server.ts";
import { reloadAfterAction } from "~/bookings/reload-after-action.ts";
import { runBookingAction } from "~/bookings/run-booking-action.server.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export { reloadAfterAction as shouldRevalidate };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const now = context.app.environment.now();
  return loadBooking(trpc, { session, request, now, bookingId: params.id });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const formData = await request.formData();
  const outcome = await runBookingAction(trpc, { bookingId: params.id ?? "", formData });
  return data(outcome, { status: outcome.kind === "refused" ? outcome.status : 200 });
}

export default function BookingPanel() {
  const shown = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const { search } = useLocation();
  const { booking } = shown;
  return (
    <Panel
      title={`${booking.productName}: ${booking.customer.name}`}
      closePath={`/availability${withParams(new URLSearchParams(search), { move: null })}`}
    >
      <BookingSheet shown={shown} outcome={outcome} />
    </Panel>
  );
}
