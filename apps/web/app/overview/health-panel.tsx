import { providerLabels } from "@availability/domain/calendar";
import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { Chip } from "~/bookings/status-chip.tsx";
import { healthBadges } from "~/integrations/health.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./lists.module.css";
import type { CalendarHealth } from "./load-health.server.ts";

/** The connected accounts that are not healthy: since when, why, and where to mend it. */
export function HealthList({
  health: { count, ailing },
  timeZone,
}: {
  health: CalendarHealth;
  timeZone: string;
}) {
  const { formatInstant } = useTimes();
  if (count === 0) {
    return (
      <Text size="sm">
        No calendar is connected. <Link to="/integrations">Connect one</Link>, so that its events take time
        here.
      </Text>
    );
  }
  if (ailing.length === 0) {
    return (
      <Text size="sm">
        {count === 1 ? "The connected account is healthy." : `All ${count} connected accounts are healthy.`}
      </Text>
    );
  }
  return (
    <ul className={classes.list}>
      {ailing.map(({ id, provider, email, health }) => (
        <li key={id} className={classes.row}>
          <span className={classes.what}>
            <Link to={`/integrations/${provider}`} className={classes.link}>
              {providerLabels[provider]}, {email}
            </Link>
            <Text size="sm" c="dimmed" component="span">
              {health.since === null ? "" : `Since ${formatInstant(health.since, timeZone)}: `}
              {health.why} {health.action === "none" ? "" : health.actionText}
            </Text>
          </span>
          <Chip colour={health.state === "action_needed" ? "red" : "yellow"} icon="!">
            {healthBadges[health.state].word}
          </Chip>
        </li>
      ))}
    </ul>
  );
}
