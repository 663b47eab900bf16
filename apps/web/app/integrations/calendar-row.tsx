import type { ExternalCalendar } from "@availability/ontology/calendar";
import { Badge, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { syncPath } from "~/sync/sync-params.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./calendar-row.module.css";
import { healthBadges } from "./health.ts";
import { LinkForm, type ProductChoice } from "./link-form.tsx";
import type { Account } from "./run-words.ts";
import { SyncNow } from "./sync-now.tsx";
import { SyncStatus } from "./sync-status.tsx";

type CalendarRowProps = {
  calendar: ExternalCalendar;
  account: Account & { syncEnabled: boolean };
  products: ProductChoice[];
  isActive: boolean;
  /** IANA; the zone of the organisation, in which times are shown. */
  timeZone: string;
  now: number;
};

/** One calendar of a connected account: what it is linked to, and how reading it goes. */
export function CalendarRow({ calendar, account, products, isActive, timeZone, now }: CalendarRowProps) {
  const { formatInstant } = useTimes();
  const linked = new Set(calendar.links.map(({ productId }) => productId));
  const { health } = calendar;
  const badge = healthBadges[health.state];
  const free = products.filter(({ id }) => !linked.has(id));
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <span
          className={classes.swatch}
          style={{ background: calendar.colour ?? "transparent" }}
          aria-hidden
        />
        <Text fw={600} component="h4">
          {calendar.name}
        </Text>
        <Text size="sm" c="dimmed">
          {accessText(calendar)}
          {calendar.timeZone ? `, ${calendar.timeZone}` : ""}
        </Text>
        {isActive && health.state !== "healthy" && (
          <Badge color={badge.colour} variant="light">
            {badge.word}
          </Badge>
        )}
      </div>
      {calendar.links.map((link) => (
        <LinkForm
          key={link.productId}
          calendar={calendar}
          link={link}
          products={products}
          isActive={isActive}
        />
      ))}
      {calendar.status === "active" && isActive && free.length > 0 && (
        <LinkForm key="new" calendar={calendar} link={null} products={free} isActive={isActive} />
      )}
      {calendar.sync && (
        <div className={classes.status}>
          <Text size="sm">
            <SyncStatus
              sync={calendar.sync}
              run={calendar.latestRun}
              waitsFor={
                isActive ? (account.syncEnabled ? null : "sync is switched on") : "the account is connected"
              }
              {...{ timeZone, now }}
            />
          </Text>
          {isActive && <SyncNow calendar={calendar} account={account} />}
          <Text size="sm">
            <Link
              to={syncPath("runs", { calendarId: calendar.id })}
              aria-label={`History of ${calendar.name}`}
            >
              History
            </Link>
          </Text>
        </div>
      )}
      {isActive && (health.state === "degraded" || health.state === "action_needed") && (
        <Text size="sm">
          {health.why} {health.actionText}
          {health.since === null ? "" : ` Since ${formatInstant(health.since, timeZone)}.`}
          {health.until === null ? "" : ` Until ${formatInstant(health.until, timeZone)}.`}
        </Text>
      )}
    </li>
  );
}

function accessText({ accessRole, canWrite, isPrimary }: ExternalCalendar): string {
  const role = canWrite ? "can be written" : "may only be read";
  return `${isPrimary ? "main calendar, " : ""}${accessRole}, ${role}`;
}
