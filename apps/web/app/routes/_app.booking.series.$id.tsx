import { Alert, Anchor, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { conflictText } from "~/availability/repeat-fields.tsx";
import classes from "~/bookings/booking-list.module.css";
import { isId } from "~/bookings/id.ts";
import { ruleText } from "~/bookings/rule-text.ts";
import { runSeriesAction } from "~/bookings/series-actions.server.ts";
import { SeriesForms } from "~/bookings/series-forms.tsx";
import { StatusChip } from "~/bookings/status-chip.tsx";
import { useAnswer } from "~/forms/use-answer.ts";
import type { LiveHandle } from "~/live/topics.ts";
import { useTimes } from "~/time/use-times.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const handle: LiveHandle = { live: ["bookings"] };

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: shown ? `${shown.series.customer.name}, series · Bookings` : "Series" },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  if (!isId(params.id)) throw data("No series of your organisation has this id", { status: 404 });
  return {
    series: await orRefusalPage(trpc.booking.series({ seriesId: params.id })),
    now: context.app.environment.now(),
    mayChange: may(session.role, "manage_bookings"),
    mayWaive: may(session.role, "manage_availability"),
    refusal: refusalText(session.role, "manage_bookings", "change bookings"),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const seriesId = params.id ?? "";
  const { timeZone } = await orRefusalPage(trpc.booking.series({ seriesId }));
  const outcome = await runSeriesAction(trpc, { seriesId, timeZone, formData: await request.formData() });
  if (outcome.kind === "refused") return data(outcome, { status: outcome.status });
  // What follows may now be a series of its own.
  if (outcome.seriesId !== seriesId && outcome.skipped.length === 0) {
    return redirect(`/booking/series/${outcome.seriesId}`);
  }
  return data(outcome);
}

export default function SeriesPage() {
  const { formatInstant } = useTimes();
  const { series, now, mayChange, mayWaive, refusal } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const { timeZone, customer } = series;
  const times = outcome ? (outcome.kind === "done" ? outcome.skipped : outcome.conflicts) : [];
  return (
    <Stack gap="md" maw={860}>
      <div>
        <Anchor component={Link} to="/booking?view=recurring" size="sm">
          All series
        </Anchor>
        <Title order={2} size="h3">
          {series.productName}: <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
        </Title>
        <Text>
          {ruleText(series.rrule)}; {series.standing} standing. Times in {timeZone}.
        </Text>
        {series.continuesId && (
          <Text size="sm">
            It goes on with <Link to={`/booking/series/${series.continuesId}`}>an earlier series</Link>.
          </Text>
        )}
      </div>
      {outcome && (
        <Alert
          color={outcome.kind === "done" ? "green" : "red"}
          variant="light"
          role={outcome.kind === "done" ? "status" : "alert"}
        >
          {outcome.kind === "done" ? outcome.text : outcome.message}
          {times.length > 0 && (
            <ul>
              {times.map(({ start, reason }) => (
                <li key={start}>
                  {formatInstant(start, timeZone)}: {conflictText(reason)}
                </li>
              ))}
            </ul>
          )}
        </Alert>
      )}
      {mayChange ? (
        <SeriesForms key={`${series.id} ${series.version}`} {...{ series, now, mayWaive }} />
      ) : (
        <Text size="sm">{refusal}</Text>
      )}
      <ul className={classes.list} aria-label="Bookings of the series">
        {series.bookings.map((booking) => (
          <li key={booking.id} className={classes.series}>
            <Link to={`/booking/bookings/${booking.id}`} className={classes.link}>
              {formatInstant(booking.start, timeZone)}
            </Link>
            <span>{booking.isMoved && `Moved from ${formatInstant(booking.occurrenceStart, timeZone)}`}</span>
            <StatusChip booking={booking} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}
