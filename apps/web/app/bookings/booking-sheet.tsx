import { Alert, Group, Text } from "@mantine/core";
import { Link, useLocation } from "@remix-run/react";
import { statusText } from "~/availability/agenda-days.ts";
import { formatDay } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import { BookingActions } from "./booking-actions.tsx";
import classes from "./booking-sheet.module.css";
import { EditTimeForm } from "./edit-time-form.tsx";
import type { ShownBooking } from "./load-booking.server.ts";
import { formatMoney } from "./money.ts";
import { MoveForm, UndoMove } from "./move-form.tsx";
import { PaymentForms } from "./payment-forms.tsx";
import { paymentText } from "./payment-text.ts";
import { PushList } from "./push-list.tsx";
import type { ActionOutcome } from "./run-booking-action.server.ts";
import { StatusChip } from "./status-chip.tsx";
import { Timeline } from "./timeline.tsx";

type Outcome = Exclude<ActionOutcome, { kind: "refused" }> | Extract<ActionOutcome, { kind: "refused" }>;

/** One booking with all that is known of it and all that can be done with it. */
export function BookingSheet({ shown, outcome }: { shown: ShownBooking; outcome: Outcome | undefined }) {
  const { formatTime } = useTimes();
  const { booking, timeZone, mayManage, refusal } = shown;
  return (
    <div className={classes.sheet}>
      <OutcomeNotice outcome={outcome} status={booking.status} />
      <Group gap="xs">
        <StatusChip booking={booking} />
        <Text fw={600}>
          {formatDay(booking.start, timeZone)}, {formatTime(booking.start, timeZone)}–
          {formatTime(booking.end, timeZone)} ({timeZone})
        </Text>
      </Group>
      <UndoMove shown={shown} />
      {mayManage ? (
        <>
          <BookingActions shown={shown} outcome={outcome} />
          <MoveForm shown={shown} outcome={outcome} />
          <EditTimeForm shown={shown} outcome={outcome} />
        </>
      ) : (
        <Alert color="slate" variant="light">
          {refusal}
        </Alert>
      )}
      <Facts shown={shown} />
      <PaymentForms shown={shown} outcome={outcome} />
      <PushList shown={shown} />
      <Timeline shown={shown} />
    </div>
  );
}

function OutcomeNotice({ outcome, status }: { outcome: Outcome | undefined; status: string }) {
  if (!outcome) return null;
  if (outcome.kind === "done") {
    return (
      <Alert color="green" variant="light" role="status">
        {outcome.text}
      </Alert>
    );
  }
  return (
    <Alert color="red" variant="light" role="alert">
      {outcome.message}{" "}
      {outcome.status === 409 && `The booking as it is now (${statusText(status)}) is shown below.`}
    </Alert>
  );
}

function Facts({ shown }: { shown: ShownBooking }) {
  const { formatInstant } = useTimes();
  const { booking, timeZone } = shown;
  const { customer, members, notes, cancelReason, overrideReason, seriesId, expiresAt, feeDueMinor } =
    booking;
  const { search } = useLocation();
  const isForeign = customer.timeZone !== null && customer.timeZone !== timeZone;
  return (
    <dl className={classes.facts}>
      <dt>Customer</dt>
      <dd>
        <Link to={`/customers/${customer.id}`}>{customer.name}</Link>,{" "}
        <a href={`mailto:${customer.email}`}>{customer.email}</a>
        {customer.phone ? `, ${customer.phone}` : ""}
        {isForeign && customer.timeZone && (
          <div className={classes.quiet}>
            For the customer: {formatInstant(booking.start, customer.timeZone)}
          </div>
        )}
      </dd>
      <dt>Product</dt>
      <dd>
        <Link to={`/availability?product=${booking.productId}`}>{booking.productName}</Link>
        {booking.attendees > 1 ? `, ${booking.attendees} people` : ""}
      </dd>
      {members.length > 0 && (
        <>
          <dt>Served by</dt>
          <dd>{members.map(({ name }) => name).join(", ")}</dd>
        </>
      )}
      {seriesId && (
        <>
          <dt>Series</dt>
          <dd>
            <Link to={`/booking/series/${seriesId}${search}`}>All of its bookings</Link>
          </dd>
        </>
      )}
      <dt>Price</dt>
      <dd>{paymentText(booking)}</dd>
      {feeDueMinor !== null && feeDueMinor > 0 && (
        <>
          <dt>Cancellation fee</dt>
          <dd>{formatMoney(feeDueMinor, booking.currency)}</dd>
        </>
      )}
      {booking.status === "pending" && expiresAt !== null && (
        <>
          <dt>Decide by</dt>
          <dd>{formatInstant(expiresAt, timeZone)}; then it expires by itself</dd>
        </>
      )}
      {notes && (
        <>
          <dt>Notes</dt>
          <dd className={classes.notes}>{notes}</dd>
        </>
      )}
      {cancelReason && (
        <>
          <dt>Reason</dt>
          <dd>Cancelled: {cancelReason}</dd>
        </>
      )}
      {overrideReason && (
        <>
          <dt>Rules set aside</dt>
          <dd>{overrideReason}</dd>
        </>
      )}
      {booking.isUnverified && (
        <>
          <dt>Unverified</dt>
          <dd>A connected calendar could not be read when this was confirmed; check it for a clash.</dd>
        </>
      )}
    </dl>
  );
}
