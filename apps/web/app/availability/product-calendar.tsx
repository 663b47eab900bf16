import type { ProductCalendar as CalendarData } from "@availability/ontology/availability";
import { Alert, Skeleton, useComputedColorScheme } from "@mantine/core";
import { useNavigate, useNavigation } from "@remix-run/react";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { drawnEvents, slotAtClick, snapMinutes } from "./calendar-events.ts";
import type { CalendarParams } from "./calendar-params.ts";
import type { CalendarPaths } from "./calendar-paths.ts";
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
  params: Pick<CalendarParams, "step" | "isWholeDay" | "secondZone">;
  height: number;
  paths: CalendarPaths;
};

/** The grid of one product once the browser can draw it; while new days load, the old ones stay, dimmed. */
export function ProductCalendar(props: ProductCalendarProps) {
  const { calendar, view, date, timeZone, now, canBook, params, height, paths } = props;
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
  const skeleton = <Skeleton height={height} radius="md" aria-hidden />;
  if (!isHydrated) return skeleton;

  const open = (path: string) => navigate(path, { preventScrollReset: true });
  const pickTime = (instant: number) => {
    const start = slotAtClick(calendar.slots, instant);
    if (start === null) open(paths.why(calendar.productId, instant));
    else if (canBook) open(paths.book(calendar.productId, start));
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
        <Settling key={`${view} ${date} ${timeZone} ${Object.values(params).join()}`} skeleton={skeleton}>
          <WeekGrid
            {...{ view, date, timeZone, now, events, colorScheme, params, height }}
            snapMinutes={snap}
            onPickTime={pickTime}
            onPickRange={(start, end) => open(paths.why(calendar.productId, start, end))}
            onPickBooking={(id) => open(paths.booking(id))}
            onMove={move}
          />
        </Settling>
      </Suspense>
    </div>
  );
}
