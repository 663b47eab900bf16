import { formatMoney } from "~/bookings/money.ts";
import classes from "./figure-row.module.css";
import { countChange, durationText, numberText, partChange, partOf, percentText } from "./figures.ts";
import type { Compared, Figures } from "./load-reports.server.ts";

type Figure = { label: string; value: string; change: string; note: string };

/** The figures of the period, each with its change against the period before. */
export function FigureRow({ figures }: { figures: Figures }) {
  const { now, before } = figures.summary;
  const cancelled = ({ bookings, cancelled: count }: typeof now) => partOf(count, bookings + count);
  const noShows = ({ over, noShows: count }: typeof now) => partOf(count, over);
  const shown: Figure[] = [
    {
      label: "Bookings",
      value: numberText(now.bookings),
      change: countChange(now.bookings, before.bookings),
      note: "that start in the period",
    },
    utilisationFigure(figures),
    {
      label: "Cancelled",
      value: percentText(cancelled(now)),
      change: partChange(cancelled(now), cancelled(before)),
      note: `${numberText(now.cancelled)} of ${numberText(now.bookings + now.cancelled)} bookings`,
    },
    {
      label: "No-shows",
      value: percentText(noShows(now)),
      change: partChange(noShows(now), noShows(before)),
      note: `${numberText(now.noShows)} of ${numberText(now.over)} that are over`,
    },
    ...revenueFigures(figures.summary),
    {
      label: "Lead time, median",
      value: now.leadMinutes === null ? "–" : durationText(now.leadMinutes),
      change: before.leadMinutes === null ? "none before" : `${durationText(before.leadMinutes)} before`,
      note: "from booking to start",
    },
  ];
  return (
    <dl className={classes.figures}>
      {shown.map(({ label, value, change, note }) => (
        <div key={label} className={classes.figure}>
          <dt>{label}</dt>
          <dd className={classes.value}>{value}</dd>
          <dd>{change}</dd>
          <dd>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function utilisationFigure({ utilisation }: Figures): Figure {
  const label = "Utilisation";
  if (!utilisation.ok) {
    return {
      label,
      value: "–",
      change: "",
      note: utilisation.refusal ?? "could not be read; load the page again",
    };
  }
  const { now, before } = utilisation.value;
  const part = ({ bookedMinutes, bookableMinutes }: typeof now) => partOf(bookedMinutes, bookableMinutes);
  return {
    label,
    value: percentText(part(now)),
    change: partChange(part(now), part(before)),
    note: `${durationOf(now.bookedMinutes)} of ${durationOf(now.bookableMinutes)} bookable`,
  };
}

/** One for each currency that moved in either period. */
function revenueFigures({ now, before }: Compared<Figures["summary"]["now"]>): Figure[] {
  const currencies = [...new Set([...now.revenue, ...before.revenue].map(({ currency }) => currency))].sort();
  const amount = (revenue: typeof now.revenue, currency: string) =>
    revenue.find((one) => one.currency === currency)?.amountMinor ?? 0;
  if (currencies.length === 0) {
    return [{ label: "Revenue", value: "–", change: "nothing before", note: "no payment was recorded" }];
  }
  return currencies.map((currency) => ({
    label: `Revenue, ${currency}`,
    value: formatMoney(amount(now.revenue, currency), currency),
    change: `${formatMoney(amount(before.revenue, currency), currency)} before`,
    note: "charges less refunds",
  }));
}

/** Sums of minutes in hours, which nobody has to convert. */
function durationOf(minutes: number): string {
  return `${numberText(minutes / 60)} h`;
}
