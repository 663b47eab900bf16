import type { ProductCalendar as CalendarData } from "@availability/ontology/availability";
import { Alert, Skeleton, useComputedColorScheme } from "@mantine/core";
import { useNavigate, useNavigation } from "@remix-run/react";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { drawnEvents, slotAtClick, snapMinutes } from "./calendar-events.ts";
import classes from "./product-calendar.module.css";
import { Settling } from "./settling.tsx";
import { useMoveBooking } from "./use-move-booking.ts";

const WeekGrid = lazy(() => import("./week-grid.tsx"));

type ProductCalendarProps = {
  calendar: CalendarData;
  view: "week" | "day";
  date: string;
  timeZone: string;
  now: number;
  canBook: boolean;
  bookPath: (start: number) => string;
  bookingPath: (id: string) => string;
  whyPath: (start: number, end?: number) => string;
};

/** The grid of one product once the browser can draw it; while new days load, the old ones stay, dimmed. */
export function ProductCalendar(props: ProductCalendarProps) {
  const { calendar, view, date, timeZone, now, canBook, bookPath, bookingPath, whyPath } = props;
  const [isHydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  const navigate = useNavigate();
  const isLoading = useNavigation().state === "loading";
  const colorScheme = useComputedColorScheme("light", { getInitialValueInEffect: true });
  const events = useMemo(() => drawnEvents(calendar, canBook), [calendar, canBook]);
  const snap = useMemo(
    () =>
      snapMinutes(
        calendar.slots.map(({ start }) => start),
        timeZone,
      ),
    [calendar, timeZone],
  );
  const { move, problem, forget } = useMoveBooking(calendar);
  const skeleton = <Skeleton height={720} radius="md" aria-hidden />;
  if (!isHydrated) return skeleton;

  const open = (path: string) => navigate(path, { preventScrollReset: true });
  const pickTime = (instant: number) => {
    const start = slotAtClick(calendar.slots, instant);
    if (start === null) open(whyPath(instant));
    else if (canBook) open(bookPath(start));
  };
  return (
    <div className={isLoading ? classes.loading : undefined} aria-busy={isLoading}>
      {problem && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          mb="xs"
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={forget}
        >
          {problem}
        </Alert>
      )}
      <Suspense fallback={skeleton}>
        <Settling key={`${view} ${date} ${timeZone}`} skeleton={skeleton}>
          <WeekGrid
            {...{ view, date, timeZone, now, events, colorScheme }}
            snapMinutes={snap}
            onPickTime={pickTime}
            onPickRange={(start, end) => open(whyPath(start, end))}
            onPickBooking={(id) => open(bookingPath(id))}
            onMove={move}
          />
        </Settling>
      </Suspense>
    </div>
  );
}
