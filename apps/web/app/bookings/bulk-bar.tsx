import { Alert, Button, Group, TextInput } from "@mantine/core";
import { useNavigation } from "@remix-run/react";
import classes from "./bulk-bar.module.css";
import type { Decided } from "./decide-many.server.ts";

/** Decides on what is ticked in the form around it. */
export function BulkBar() {
  const navigation = useNavigation();
  const intent = navigation.state === "submitting" ? navigation.formData?.get("intent") : null;
  return (
    <div className={classes.bar}>
      <TextInput
        label="Reason for declining (optional)"
        name="reason"
        maxLength={500}
        className={classes.reason}
        autoComplete="off"
      />
      <Group gap="xs">
        {/* First, since Enter in the field of the reason presses it. */}
        <Button
          type="submit"
          name="intent"
          value="decline"
          variant="outline"
          color="red"
          loading={intent === "decline"}
        >
          Decline ticked
        </Button>
        <Button type="submit" name="intent" value="confirm" loading={intent === "confirm"}>
          Approve ticked
        </Button>
      </Group>
    </div>
  );
}

/** What became of each booking that was ticked. */
export function DecidedNotice({ result }: { result: Decided | { fault: string } }) {
  if ("fault" in result) {
    return (
      <Alert color="red" variant="light" role="alert">
        {result.fault}
      </Alert>
    );
  }
  const refused = result.results.filter(({ refusal }) => refusal !== null);
  const done = result.results.length - refused.length;
  return (
    <Alert color={refused.length > 0 ? "yellow" : "green"} variant="light" role="status">
      {done} {result.deed}
      {refused.length > 0 && `, ${refused.length} not:`}
      {refused.length > 0 && (
        <ul className={classes.refused}>
          {refused.map(({ bookingId, label, refusal }) => (
            <li key={bookingId}>
              <strong>{label}</strong>: {refusal}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
