import type { FirstSteps } from "@availability/ontology/report";
import { Button, Text, VisuallyHidden } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import classes from "./first-steps.module.css";
import { Panel } from "./panel.tsx";

const steps: { key: keyof FirstSteps; text: string; why: string; to: string }[] = [
  {
    key: "location",
    text: "Add a location",
    why: "Its time zone and closures hold for everything there.",
    to: "/booking/locations/new",
  },
  {
    key: "product",
    text: "Create a bookable product",
    why: "A room, a person, a class: what people book.",
    to: "/products/new",
  },
  {
    key: "hours",
    text: "Set opening hours",
    why: "Without hours nothing can be booked.",
    to: "/booking/availability",
  },
  {
    key: "calendar",
    text: "Connect a calendar",
    why: "Its events take time here, and bookings appear in it.",
    to: "/integrations",
  },
  {
    key: "booking",
    text: "Make the first booking",
    why: "Choose a free time in the calendar.",
    to: "/availability",
  },
];

export function isComplete(done: FirstSteps): boolean {
  return steps.every(({ key }) => done[key]);
}

/** What a new organisation still lacks, in the order in which it helps; gone when complete or put away. */
export function FirstStepsPanel({ done }: { done: FirstSteps }) {
  const count = steps.filter(({ key }) => done[key]).length;
  return (
    <Panel
      title="First steps"
      aside={
        <Text size="sm" c="dimmed" component="span">
          {count} of {steps.length} done
        </Text>
      }
    >
      <ol className={classes.steps}>
        {steps.map(({ key, text, why, to }) => (
          <li key={key} className={classes.step} data-done={done[key] || undefined}>
            <span className={classes.mark} aria-hidden="true">
              {done[key] ? "✓" : ""}
            </span>
            <span>
              {done[key] ? <span>{text}</span> : <Link to={to}>{text}</Link>}
              {done[key] && <VisuallyHidden> (done)</VisuallyHidden>}
              <Text size="sm" c="dimmed">
                {why}
              </Text>
            </span>
          </li>
        ))}
      </ol>
      <Form method="post" action="/?index" preventScrollReset>
        <Button type="submit" name="intent" value="put-first-steps-away" variant="default" size="xs">
          Hide this list
        </Button>
      </Form>
    </Panel>
  );
}
