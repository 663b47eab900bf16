import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import classes from "./lists.module.css";
import type { Decision } from "./load-decisions.server.ts";

const titles: Record<Decision["kind"], string> = {
  pending: "Bookings that wait",
  conflicts: "Calendar conflicts",
  latePayments: "Late payments to give back",
  failures: "Failed jobs",
};

/** What waits for a person, by kind, with the first few of each. */
export function DecisionList({ decisions }: { decisions: Decision[] }) {
  if (decisions.length === 0) return <Text size="sm">Nothing waits for you.</Text>;
  return (
    <ul className={classes.kinds}>
      {decisions.map(({ kind, count, to, first }) => (
        <li key={kind}>
          <h3 className={classes.kind}>
            {to ? <Link to={to}>{titles[kind]}</Link> : titles[kind]}{" "}
            <span className={classes.count}>{count}</span>
          </h3>
          <ul className={classes.list}>
            {first.map((one) => (
              <li key={one.id} className={classes.row}>
                <span className={classes.what}>
                  <Link to={one.to} className={classes.link}>
                    {one.text}
                  </Link>
                  <Text size="sm" c="dimmed" component="span">
                    {one.detail}
                  </Text>
                </span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
