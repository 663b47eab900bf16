import type { ReportRange } from "@availability/domain/report";
import { Button, NativeSelect } from "@mantine/core";
import { Form, Link, useSubmit } from "@remix-run/react";
import classes from "./report-filters.module.css";
import type { ReportParams } from "./report-params.ts";

const ranges: { value: ReportRange; label: string }[] = [
  { value: "4w", label: "Last 4 weeks" },
  { value: "12w", label: "Last 12 weeks" },
  { value: "quarter", label: "Last quarter" },
  { value: "year", label: "Last 52 weeks" },
];

type Choice = { id: string; name: string };
type ReportFiltersProps = { params: ReportParams; products: Choice[]; locations: Choice[] };

/** The period and what narrows the reports. A select applies at once; without JavaScript the button does. */
export function ReportFilters({ params, products, locations }: ReportFiltersProps) {
  const submit = useSubmit();
  const { range, locationId, productId } = params;
  const isNarrowed = locationId !== null || productId !== null;
  return (
    <Form
      // A new address draws the fields anew, with what it says.
      key={JSON.stringify(params)}
      method="get"
      action="/"
      preventScrollReset
      className={classes.filters}
      role="search"
      aria-label="Reports"
      onChange={(event) => submit(event.currentTarget, { replace: true, preventScrollReset: true })}
    >
      <NativeSelect label="Period" name="range" defaultValue={range} data={ranges} />
      {locations.length > 0 && (
        <NativeSelect
          label="Location"
          name="location"
          defaultValue={locationId ?? ""}
          data={[{ value: "", label: "All locations" }, ...locations.map(toOption)]}
        />
      )}
      {products.length > 0 && (
        <NativeSelect
          label="Product"
          name="product"
          defaultValue={productId ?? ""}
          data={[{ value: "", label: "All products" }, ...products.map(toOption)]}
        />
      )}
      <div className={classes.buttons}>
        <Button type="submit" variant="default">
          Show
        </Button>
        {isNarrowed && (
          <Button component={Link} to={`/?range=${range}`} variant="subtle" preventScrollReset>
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
