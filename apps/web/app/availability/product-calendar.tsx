import type { ProductCalendar as CalendarData } from "@availability/ontology/availability";
import { Skeleton, useComputedColorScheme } from "@mantine/core";
import { useNavigate, useNavigation } from "@remix-run/react";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { drawnEvents, slotAtClick } from "./calendar-events.ts";
import classes from "./product-calendar.module.css";
import { Settling } from "./settling.tsx";

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
  const events = useMemo(() => drawnEvents(calendar), [calendar]);
  const skeleton = <Skeleton height={720} radius="md" aria-hidden />;
  if (!isHydrated) return skeleton;

  const pickTime = (instant: number) => {
    const start = slotAtClick(calendar.slots, instant);
    if (start === null) navigate(whyPath(instant), { preventScrollReset: true });
    else if (canBook) navigate(bookPath(start), { preventScrollReset: true });
  };
  return (
    <div className={isLoading ? classes.loading : undefined} aria-busy={isLoading}>
      <Suspense fallback={skeleton}>
        <Settling key={`${view} ${date} ${timeZone}`} skeleton={skeleton}>
          <WeekGrid
            {...{ view, date, timeZone, now, events, colorScheme }}
            onPickTime={pickTime}
            onPickOccupied={(start, end) => navigate(whyPath(start, end), { preventScrollReset: true })}
            onPickBooking={(id) => navigate(bookingPath(id), { preventScrollReset: true })}
          />
        </Settling>
      </Suspense>
    </div>
  );
}
