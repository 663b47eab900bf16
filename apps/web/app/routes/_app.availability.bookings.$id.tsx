import { Alert, Badge, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { statusText } from "~/availability/agenda-days.ts";
import { readParams } from "~/availability/calendar-params.ts";
import { Panel } from "~/availability/panel.tsx";
import { formatDay, formatTime } from "~/time/format.ts";
import { orRefusalPage, refusalOf, requireCaller } from "~/trpc/caller.server.ts";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const { search, searchParams } = new URL(request.url);
  const booking = await orRefusalPage(trpc.booking.get({ bookingId: params.id ?? "" }));
  return {
    booking,
    timeZone: readParams(searchParams).timeZone ?? session.organization.timeZone,
    closePath: `/availability${search}`,
    mayChange: may(session.role, "manage_bookings"),
    refusal: refusalText(session.role, "manage_bookings", "change bookings"),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const formData = await request.formData();
  const change = { bookingId: params.id ?? "", version: Number(formData.get("version")) };
  try {
    if (formData.get("intent") === "confirm") await trpc.booking.confirm(change);
    else await trpc.booking.cancel({ ...change, reason: String(formData.get("reason") ?? "") || null });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return data({ message: refusal.message }, { status: refusal.status });
  }
  return redirect(`/availability/bookings/${change.bookingId}${new URL(request.url).search}`);
}

export default function BookingPanel() {
  const { booking, timeZone, closePath, mayChange, refusal } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { customer, status } = booking;
  return (
    <Panel title={`${booking.productName}: ${customer.name}`} closePath={closePath}>
      <Stack gap="sm">
        {result && (
          <Alert color="red" variant="light" role="alert">
            {result.message}
          </Alert>
        )}
        <Group gap="xs">
          <Badge color={statusColour(status)} variant="light">
            {statusText(status)}
          </Badge>
          {booking.attendees > 1 && <Text size="sm">{booking.attendees} attendees</Text>}
        </Group>
        <Text>
          {formatDay(booking.start, timeZone)}, {formatTime(booking.start, timeZone)}–
          {formatTime(booking.end, timeZone)} ({timeZone})
        </Text>
        <Text size="sm">
          {customer.name}, <a href={`mailto:${customer.email}`}>{customer.email}</a>
          {customer.phone ? `, ${customer.phone}` : ""}
        </Text>
        {booking.notes && <Text size="sm">{booking.notes}</Text>}
        {booking.cancelReason && <Text size="sm">Cancelled: {booking.cancelReason}</Text>}
        {mayChange ? <Changes status={status} version={booking.version} /> : <Text size="sm">{refusal}</Text>}
      </Stack>
    </Panel>
  );
}

function statusColour(status: string): string {
  if (status === "pending") return "yellow";
  return status === "cancelled" || status === "declined" || status === "expired" ? "gray" : "blue";
}

/** What can be done with the booking now. A `details` asks before it cancels, and works without JavaScript. */
function Changes({ status, version }: { status: string; version: number }) {
  const isSending = useNavigation().state === "submitting";
  const isOver = !["pending", "confirmed", "checked_in"].includes(status);
  if (isOver) return null;
  return (
    <>
      {status === "pending" && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="version" value={version} />
          <Button type="submit" name="intent" value="confirm" loading={isSending}>
            Confirm
          </Button>
        </Form>
      )}
      <details>
        <summary>Cancel this booking…</summary>
        <Form method="post" preventScrollReset>
          <Stack gap="xs" mt="xs">
            <input type="hidden" name="version" value={version} />
            <TextInput label="Reason (optional)" name="reason" maxLength={500} />
            <Text size="sm" c="dimmed">
              The time is free again at once, and the event goes from the connected calendars.
            </Text>
            <div>
              <Button type="submit" name="intent" value="cancel" color="red" loading={isSending}>
                Cancel booking
              </Button>
            </div>
          </Stack>
        </Form>
      </details>
    </>
  );
}
