import { Button, Group, Text, TextInput } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { type CalendarView, calendarViews, neighbours, withParams } from "./calendar-params.ts";
import { ClockChange } from "./clock-change-note.tsx";
import { KeptFields } from "./kept-fields.tsx";
import type { ShownCalendar } from "./load-calendar.server.ts";
import { OptionsMenu } from "./options-menu.tsx";
import { ProductMenu } from "./product-menu.tsx";
import classes from "./toolbar.module.css";
import { ZoneMenu } from "./zone-menu.tsx";

type ToolbarProps = {
  search: URLSearchParams;
  shown: ShownCalendar;
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

/** Which products, which days, which zone. All of it is the address, so that links, reload and back work. */
export function Toolbar({ search, shown, bookPath, blockPath }: ToolbarProps) {
  const { params, view, date, title, timeZone, content } = shown;
  const { previous, next } = neighbours({ view, date });
  const to = (changes: Record<string, string | null>) => `/availability${withParams(search, changes)}`;
  return (
    <div className={classes.toolbar}>
      <Group gap="xs" className={classes.title}>
        <Text fw={600} size="lg" aria-live="polite">
          {title}
        </Text>
        {view === "day" && <ClockChange date={date} timeZone={timeZone} />}
      </Group>
      <Group gap="xs">
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
      <Form method="get" action="/availability" preventScrollReset className={classes.goTo}>
        <KeptFields search={search} except={["date"]} />
        <TextInput key={date} type="date" name="date" aria-label="Go to date" defaultValue={date} required />
        <Button type="submit" variant="default">
          Go
        </Button>
      </Form>
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
      <Group gap="xs" key={search.toString()}>
        <ProductMenu {...{ search, shown }} />
        <ZoneMenu
          {...{ search, timeZone }}
          productTimeZone={content.productTimeZone}
          secondZone={params.secondZone}
        />
        <OptionsMenu {...{ search, params }} locations={shown.locations} />
      </Group>
      <Group gap="xs">
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
      </Group>
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
