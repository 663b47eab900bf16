import { Alert } from "@mantine/core";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type ShouldRevalidateFunctionArgs, useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { bookSlot } from "~/availability/book-slot.server.ts";
import { BookingFields } from "~/availability/booking-fields.tsx";
import { isSameBut } from "~/availability/calendar-params.ts";
import { loadBookingChoice } from "~/availability/load-booking-choice.server.ts";
import { Panel } from "~/availability/panel.tsx";
import { useAnswer } from "~/forms/use-answer.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  if (!may(session.role, "manage_bookings")) {
    throw data(refusalText(session.role, "manage_bookings", "make bookings"), { status: 403 });
  }
  return {
    ...(await loadBookingChoice(trpc, { url: new URL(request.url), now: context.app.environment.now() })),
    mayOverride: may(session.role, "manage_availability"),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const { searchParams } = new URL(request.url);
  const formData = await request.formData();
  const outcome = await bookSlot(trpc, {
    productId: searchParams.get("product") ?? "",
    formData,
  });
  if (outcome.kind === "answer") return data(outcome.answer, { status: outcome.status });
  if (outcome.kind === "series") return redirect(`/booking/series/${outcome.seriesId}`);
  for (const name of ["start", "end", "hold", "duration", "override"]) searchParams.delete(name);
  return redirect(`/availability/bookings/${outcome.bookingId}?${searchParams}`);
}

/** That the address now names the hold changes nothing that is shown. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  return formMethod === undefined && isSameBut(["hold"], currentUrl, nextUrl)
    ? false
    : defaultShouldRevalidate;
}

export default function BookPanel() {
  const { closePath, slots, start, ...choice } = useLoaderData<typeof loader>();
  const result = useAnswer<typeof action>();
  const alternatives = result?.alternatives ?? [];
  return (
    <Panel title="New booking" closePath={closePath}>
      {slots.length === 0 && choice.overrideStart === null && alternatives.length === 0 && (
        <Alert color="yellow" variant="light" mb="sm">
          Nothing is free on this day for this duration. Choose another duration, or another day in the
          calendar.
        </Alert>
      )}
      <BookingFields
        {...choice}
        slots={slots}
        alternatives={alternatives}
        preview={result?.preview ?? null}
        conflicts={result?.conflicts ?? []}
        start={alternatives.length > 0 ? Number.NaN : start}
        refused={result?.refused}
        closePath={closePath}
      />
    </Panel>
  );
}
