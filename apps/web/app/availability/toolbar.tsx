import { Button, Group, NativeSelect, Text } from "@mantine/core";
import { Form, Link, useSubmit } from "@remix-run/react";
import { type CalendarView, neighbours, withParams } from "./calendar-params.ts";
import classes from "./toolbar.module.css";

type ToolbarProps = {
  search: URLSearchParams;
  products: { id: string; name: string }[];
  productId: string;
  view: CalendarView;
  date: string;
  title: string;
  timeZone: string;
  productTimeZone: string;
};

/** Which product, which days, which zone. All of it is the address, so that links, reload and back work. */
export function Toolbar(props: ToolbarProps) {
  const { search, products, productId, view, date, title, timeZone, productTimeZone } = props;
  const submit = useSubmit();
  const { previous, next } = neighbours({ view, date });
  const to = (changes: Record<string, string | null>) => withParams(search, changes);
  return (
    <div className={classes.toolbar}>
      <Form
        method="get"
        className={classes.product}
        onChange={(event) => submit(event.currentTarget, { preventScrollReset: true })}
      >
        <NativeSelect
          key={productId}
          label="Product"
          name="product"
          defaultValue={productId}
          data={products.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <input type="hidden" name="view" value={view} />
        <input type="hidden" name="date" value={date} />
        <noscript>
          <button type="submit">Show</button>
        </noscript>
      </Form>
      <Group gap="xs" className={classes.days}>
        <Button component={Link} to={to({ date: previous })} variant="default" preventScrollReset>
          Previous
        </Button>
        <Button component={Link} to={to({ date: null })} variant="default" preventScrollReset>
          Today
        </Button>
        <Button component={Link} to={to({ date: next })} variant="default" preventScrollReset>
          Next
        </Button>
      </Group>
      <Group gap="xs">
        {(["week", "day"] as const).map((choice) => (
          <Button
            key={choice}
            component={Link}
            to={to({ view: choice })}
            variant={choice === view ? "light" : "subtle"}
            aria-current={choice === view ? "true" : undefined}
            preventScrollReset
          >
            {choice === "week" ? "Week" : "Day"}
          </Button>
        ))}
      </Group>
      <div className={classes.title}>
        <Text fw={600} aria-live="polite">
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          Times in {timeZone}
          {timeZone !== productTimeZone && (
            <>
              {" "}
              (the product is in {productTimeZone}; <Link to={to({ tz: null })}>show its times</Link>)
            </>
          )}
        </Text>
      </div>
    </div>
  );
}
