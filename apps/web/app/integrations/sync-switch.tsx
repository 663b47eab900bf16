import type { Connection } from "@availability/ontology/calendar";
import { Button } from "@mantine/core";
import { Form } from "@remix-run/react";

/** Off pauses reading and writing and keeps what is known; saved at once. */
export function SyncSwitch({ connection }: { connection: Connection }) {
  const on = connection.syncEnabled;
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="connectionId" value={connection.id} />
      <input type="hidden" name="on" value={on ? "" : "on"} />
      <Button type="submit" name="intent" value="switch" variant={on ? "default" : "filled"} size="xs">
        {on ? "Switch sync off" : "Switch sync on"}
      </Button>
    </Form>
  );
}
