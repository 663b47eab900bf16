import type { CalendarLink, ExternalCalendar } from "@availability/ontology/calendar";
import { Button, Checkbox, NativeSelect, Text } from "@mantine/core";
import { useFetcher } from "@remix-run/react";
import { type FormEvent, useEffect, useState } from "react";
import classes from "./calendar-row.module.css";
import type { ProviderActionResult } from "./provider-actions.server.ts";

export type ProductChoice = { id: string; name: string };

type LinkFormProps = {
  calendar: ExternalCalendar;
  /** Null for the form that makes a new link. */
  link: CalendarLink | null;
  products: ProductChoice[];
  isActive: boolean;
};

/**
 * Links a calendar to a product for one or both purposes. Saved at each change, and says so; without JavaScript there is
 * a button. A refused change shows why and goes back to what stands.
 */
export function LinkForm({ calendar, link, products, isActive }: LinkFormProps) {
  const fetcher = useFetcher<ProviderActionResult>();
  const [attempt, setAttempt] = useState(0);
  const isHydrated = useHydrated();
  const result = fetcher.state === "idle" ? fetcher.data : undefined;
  const refused = result?.kind === "refused" ? result.message : null;
  useEffect(() => {
    if (refused) setAttempt((count) => count + 1);
  }, [refused]);

  function save(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget;
    // A new link is not complete before a product is chosen.
    if (new FormData(form).get("productId") !== "" || link) fetcher.submit(form);
  }

  const subject = link ? `${calendar.name} and ${link.productName}` : `${calendar.name}, new link`;
  return (
    <fetcher.Form method="post" key={attempt} className={classes.link} onChange={save} aria-label={subject}>
      <input type="hidden" name="intent" value="link" />
      <input type="hidden" name="calendarId" value={calendar.id} />
      <input type="hidden" name="previousProductId" value={link?.productId ?? ""} />
      <NativeSelect
        className={classes.product}
        name="productId"
        label={
          link ? "Linked product" : calendar.links.length > 0 ? "Link another product" : "Link to a product"
        }
        defaultValue={link?.productId ?? ""}
        disabled={!isActive}
        data={[
          { value: "", label: link ? "None (unlink)" : "Choose a product…" },
          ...(link ? [{ value: link.productId, label: link.productName }] : []),
          ...products
            .filter(({ id }) => id !== link?.productId)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Checkbox
        name="countsBusy"
        label="Counts as busy"
        description="Its events take the product's time"
        defaultChecked={link?.countsBusy ?? true}
        disabled={!isActive}
      />
      <Checkbox
        name="receivesBookings"
        label="Receives bookings"
        description={
          calendar.canWrite ? "Confirmed bookings appear in it" : "Not possible: it may only be read"
        }
        defaultChecked={link?.receivesBookings ?? calendar.canWrite}
        disabled={!isActive || !calendar.canWrite}
      />
      {!isHydrated && (
        <Button type="submit" variant="default" size="xs">
          Save
        </Button>
      )}
      <Text size="sm" role="status" c={refused ? "red" : "dimmed"}>
        {fetcher.state === "idle" ? (refused ?? (result?.kind === "saved" ? "Saved" : "")) : "Saving…"}
      </Text>
    </fetcher.Form>
  );
}

/** False on the server and in the first render of the browser. */
function useHydrated(): boolean {
  const [isHydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  return isHydrated;
}
