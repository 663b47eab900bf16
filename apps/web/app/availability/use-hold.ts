import { useNavigate, useNavigation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useTRPCClient } from "~/trpc/client.tsx";

type Wish = { productId: string; start: number | null; durationMinutes: number; attendees: number };

export type Held =
  | { kind: "none" }
  | { kind: "held"; id: string; token: string; start: number; expiresAt: number }
  | { kind: "lost"; message: string };

/**
 * Keeps the time chosen while the form is open, and gives it up when the form closes or another time is chosen. The address
 * names the hold, so that the time it takes is offered in this form and in no other. `hasBooked` tells whether the form was
 * sent: then the hold is the booking's.
 */
export function useHold({ productId, start, durationMinutes, attendees }: Wish) {
  const client = useTRPCClient();
  const navigate = useNavigate();
  const [held, setHeld] = useState<Held>({ kind: "none" });
  const isSent = useRef(false);
  const isLeaving = useRef(false);
  isLeaving.current = useNavigation().state !== "idle";
  useEffect(() => {
    setHeld({ kind: "none" });
    if (start === null) return;
    const mine: { id: string | null; token: string; isOver: boolean } = {
      id: null,
      token: "",
      isOver: false,
    };
    const giveUp = () => {
      mine.isOver = true;
      if (mine.id && !isSent.current) release(mine.id, mine.token);
    };
    const keep = async () => {
      const wish = { productId, start: new Date(start).toISOString(), durationMinutes, attendees };
      try {
        const hold = await client.booking.createHold.mutate(wish);
        Object.assign(mine, { id: hold.id, token: hold.token });
        if (mine.isOver) return giveUp();
        setHeld({ kind: "held", ...hold });
        // Whoever is on the way to another screen is not called back.
        if (isLeaving.current) return;
        const url = new URL(window.location.href);
        url.searchParams.set("hold", hold.id);
        navigate(url.pathname + url.search, { replace: true, preventScrollReset: true });
      } catch (error) {
        const message = error instanceof Error ? error.message : "This time could not be kept.";
        if (!mine.isOver) setHeld({ kind: "lost", message });
      }
    };
    // The hold before this one is given up by a beacon; let that arrive first.
    const timer = setTimeout(keep, 150);
    window.addEventListener("pagehide", giveUp);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", giveUp);
      giveUp();
    };
  }, [client, navigate, productId, start, durationMinutes, attendees]);
  return {
    held,
    /** Call with true when the form is sent, with false when it was refused. */
    setSent: (sent: boolean) => {
      isSent.current = sent;
    },
  };
}

/** A beacon arrives even when the page is left. */
function release(holdId: string, holdToken: string): void {
  const body = new Blob([JSON.stringify({ holdId, holdToken })], { type: "application/json" });
  navigator.sendBeacon("/trpc/booking.releaseHold", body);
}
