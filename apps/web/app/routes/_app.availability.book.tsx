import { Alert } from "@mantine/core";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { bookSlot } from "~/availability/book-slot.server.ts";
import { BookingFields } from "~/availability/booking-fields.tsx";
import { BookingForm } from "~/availability/booking-form.ts";
import { loadBookingChoice } from "~/availability/load-booking-choice.server.ts";
import { Panel } from "~/availability/panel.tsx";
import { parseForm } from "~/forms/parse-form.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  if (!may(session.role, "manage_bookings")) {
    throw data(refusalText(session.role, "manage_bookings", "make bookings"), { status: 403 });
  }
  return loadBookingChoice(trpc, new URL(request.url));
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const { searchParams } = new URL(request.url);
  const formData = await request.formData();
  const parsed = parseForm(BookingForm, formData);
  if (!parsed.ok) return data({ refused: parsed.refused, alternatives: [] }, { status: 400 });
  const outcome = await bookSlot(trpc, {
    productId: searchParams.get("product") ?? "",
    form: parsed.value,
    formData,
  });
  if (outcome.kind === "refused") return data(outcome.answer, { status: outcome.status });
  searchParams.delete("start");
  searchParams.delete("duration");
  return redirect(`/availability/bookings/${outcome.bookingId}?${searchParams}`);
}

export default function BookPanel() {
  const { closePath, slots, start, ...choice } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const alternatives = result?.alternatives ?? [];
  const known = new Set(slots.map((slot) => slot.start));
  const offered = [...slots, ...alternatives.filter((slot) => !known.has(slot.start))].sort(
    (a, b) => a.start - b.start,
  );
  return (
    <Panel title="New booking" closePath={closePath}>
      {slots.length === 0 && alternatives.length === 0 && (
        <Alert color="yellow" variant="light" mb="sm">
          Nothing is free on this day for this duration. Choose another duration, or another day in the
          calendar.
        </Alert>
      )}
      <BookingFields
        {...choice}
        slots={offered}
        start={alternatives.length > 0 ? Number.NaN : start}
        refused={result?.refused}
        closePath={closePath}
      />
    </Panel>
  );
}
