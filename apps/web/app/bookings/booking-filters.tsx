import { Button, NativeSelect, TextInput } from "@mantine/core";
import { Form, Link, useSubmit } from "@remix-run/react";
import classes from "./booking-filters.module.css";
import { isNarrowed, type ListParams, viewStatuses } from "./list-params.ts";
import { statusWord } from "./status-chip.tsx";

type Choice = { id: string; name: string };
type BookingFiltersProps = { params: ListParams; products: Choice[]; locations: Choice[]; timeZone: string };

/** What narrows the list. A select applies at once; without JavaScript the button does. */
export function BookingFilters({ params, products, locations, timeZone }: BookingFiltersProps) {
  const submit = useSubmit();
  const { view, query, productId, locationId, status, from, to } = params;
  const isReversed = from !== null && to !== null && to < from;
  const statuses = view === "recurring" ? [] : viewStatuses[view];
  return (
    <Form
      // A new address draws the fields anew, with what it says.
      key={JSON.stringify({ ...params, cursor: null })}
      method="get"
      action="/booking"
      className={classes.filters}
      role="search"
      aria-label="Bookings"
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) submit(event.currentTarget, { replace: true });
      }}
    >
      {view !== "upcoming" && <input type="hidden" name="view" value={view} />}
      {view !== "recurring" && (
        <TextInput
          label="Search"
          placeholder="Customer’s name or e-mail"
          name="q"
          type="search"
          defaultValue={query ?? ""}
          className={classes.wide}
        />
      )}
      <NativeSelect
        label="Product"
        name="product"
        defaultValue={productId ?? ""}
        data={[{ value: "", label: "All products" }, ...products.map(toOption)]}
      />
      {view !== "recurring" && (
        <>
          {locations.length > 0 && (
            <NativeSelect
              label="Location"
              name="location"
              defaultValue={locationId ?? ""}
              data={[{ value: "", label: "All locations" }, ...locations.map(toOption)]}
            />
          )}
          {statuses.length > 1 && (
            <NativeSelect
              label="Status"
              name="status"
              defaultValue={status ?? ""}
              data={[
                { value: "", label: "Any status" },
                ...statuses.map((one) => ({ value: one, label: statusWord(one) })),
              ]}
            />
          )}
          <TextInput label={`From (${timeZone})`} name="from" type="date" defaultValue={from ?? ""} />
          <TextInput
            label="To, included"
            name="to"
            type="date"
            defaultValue={to ?? ""}
            error={isReversed ? "Choose a day on or after the first" : undefined}
          />
        </>
      )}
      <div className={classes.buttons}>
        <Button type="submit" variant="default">
          Show
        </Button>
        {isNarrowed(params) && (
          <Button
            component={Link}
            to={view === "upcoming" ? "/booking" : `/booking?view=${view}`}
            variant="subtle"
          >
            Clear
          </Button>
        )}
      </div>
    </Form>
  );
}

function toOption({ id, name }: Choice) {
  return { value: id, label: name };
}
