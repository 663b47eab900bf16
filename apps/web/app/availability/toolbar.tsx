import { Button, Group, NativeSelect, Text } from "@mantine/core";
import { Form, Link, useSubmit } from "@remix-run/react";
import { type CalendarView, calendarViews, neighbours, withParams } from "./calendar-params.ts";
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
  /** Where a new booking begins; null for those who may make none. */
  bookPath: string | null;
  /** Where time is blocked; null for those who may not. */
  blockPath: string | null;
};

const viewLabels: Record<CalendarView, string> = {
  month: "Month",
  week: "Week",
  day: "Day",
  agenda: "Agenda",
};

/** Which product, which days, which zone. All of it is the address, so that links, reload and back work. */
export function Toolbar(props: ToolbarProps) {
  const { search, products, productId, view, date, title, timeZone, productTimeZone, bookPath, blockPath } =
    props;
  const submit = useSubmit();
  const { previous, next } = neighbours({ view, date });
  const to = (changes: Record<string, string | null>) => `/availability${withParams(search, changes)}`;
  return (
    <div className={classes.toolbar}>
      <Form
        method="get"
        action="/availability"
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
        <DateLink to={to({ date: previous })} keys="p k">
          Previous
        </DateLink>
        <DateLink to={to({ date: null })} keys="t">
          Today
        </DateLink>
        <DateLink to={to({ date: next })} keys="n j">
          Next
        </DateLink>
      </Group>
      <Group gap={4} role="group" aria-label="View">
        {calendarViews.map((choice) => (
          <Button
            key={choice}
            component={Link}
            to={to({ view: choice })}
            variant={choice === view ? "light" : "subtle"}
            px="sm"
            aria-current={choice === view ? "true" : undefined}
            aria-keyshortcuts={choice.charAt(0)}
            preventScrollReset
          >
            {viewLabels[choice]}
          </Button>
        ))}
      </Group>
      {bookPath && (
        <Button component={Link} to={bookPath} aria-keyshortcuts="c" preventScrollReset>
          New booking
        </Button>
      )}
      {blockPath && (
        <Button component={Link} to={blockPath} variant="default" aria-keyshortcuts="b" preventScrollReset>
          Block time
        </Button>
      )}
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

/** Moving through time leaves no trail: Back leads to the screen before. */
function DateLink({ to, keys, children }: { to: string; keys: string; children: string }) {
  return (
    <Button component={Link} to={to} variant="default" aria-keyshortcuts={keys} replace preventScrollReset>
      {children}
    </Button>
  );
}
