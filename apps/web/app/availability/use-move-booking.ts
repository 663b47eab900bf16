import type { ProductCalendar } from "@availability/ontology/availability";
import { useNavigate, useRevalidator } from "@remix-run/react";
import { useState } from "react";
import { useTRPCClient } from "~/trpc/client.tsx";
import { withParams } from "./calendar-params.ts";
import { undoText } from "./undo-param.ts";

/** What was dragged; `revert` puts it back where it was drawn before. */
export type Moved = { id: string; start: number; end: number; revert: () => void };

const minuteMs = 60_000;

/** Moves a booking to where it was dragged, or back with the reason when that is refused. */
export function useMoveBooking({ bookings }: Pick<ProductCalendar, "bookings">) {
  const client = useTRPCClient();
  const navigate = useNavigate();
  const { revalidate } = useRevalidator();
  const [problem, setProblem] = useState<string | null>(null);
  const move = async ({ id, start, end, revert }: Moved) => {
    const booking = bookings.find((one) => one.id === id);
    if (!booking) return revert();
    setProblem(null);
    try {
      const { version } = await client.booking.reschedule.mutate({
        bookingId: id,
        version: booking.version,
        start: new Date(start).toISOString(),
        durationMinutes: Math.round((end - start) / minuteMs),
      });
      const minutes = (booking.end - booking.start) / minuteMs;
      const undo = undoText({ kind: "move", id, version, start: booking.start, minutes });
      // What there is to undo is new in the address, which loads the calendar anew.
      const search = new URLSearchParams(window.location.search);
      navigate(`/availability${withParams(search, { undo })}`, { replace: true, preventScrollReset: true });
    } catch (error) {
      revert();
      const reason = error instanceof Error ? error.message : "The server could not be reached.";
      setProblem(`${booking.customer.name} keeps the old time. ${reason}`);
      revalidate();
    }
  };
  return { move, problem, forget: () => setProblem(null) };
}
