import { useNavigate } from "@remix-run/react";
import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useTRPCClient } from "~/trpc/client.tsx";

type Wish = { productId: string; start: number | null; durationMinutes: number; attendees: number };

export type Held =
  | { kind: "none" }
  | { kind: "taking" }
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
  const isLeaving = useLeaving();
  useEffect(() => {
    setHeld({ kind: start === null ? "none" : "taking" });
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
        const hold = await client.booking.createHold.mutate(wish, { signal: AbortSignal.timeout(takingMs) });
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
  }, [client, navigate, isLeaving, productId, start, durationMinutes, attendees]);
  return {
    held,
    /** Call with true when the form is sent, with false when it was refused. */
    setSent: (sent: boolean) => {
      isSent.current = sent;
    },
  };
}

const takingMs = 5_000;

type Sending = { form: HTMLFormElement; button: HTMLElement | null };

/**
 * What to do when the form is sent: while its time is being taken it waits, since the hold would refuse it as another's, and
 * is sent with the hold as soon as that stands or failed.
 */
export function useSendOnceHeld(held: Held, onSend: () => void): (event: FormEvent<HTMLFormElement>) => void {
  const [waiting, setWaiting] = useState<Sending | null>(null);
  useEffect(() => {
    if (!waiting || held.kind === "taking") return;
    setWaiting(null);
    waiting.form.requestSubmit(waiting.button);
  }, [waiting, held]);
  return (event) => {
    if (held.kind !== "taking") return onSend();
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    setWaiting({ form: event.currentTarget, button: submitter });
  };
}

/** True from the moment that somebody presses Escape or a link, or goes back: the router tells of it only a little later. */
function useLeaving(): RefObject<boolean> {
  const isLeaving = useRef(false);
  useEffect(() => {
    const leave = () => {
      isLeaving.current = true;
    };
    const leaveByLink = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest("a[href]")) leave();
    };
    // Captured, since a dialog's cancel does not bubble.
    document.addEventListener("cancel", leave, true);
    document.addEventListener("click", leaveByLink, true);
    window.addEventListener("popstate", leave);
    return () => {
      document.removeEventListener("cancel", leave, true);
      document.removeEventListener("click", leaveByLink, true);
      window.removeEventListener("popstate", leave);
    };
  }, []);
  return isLeaving;
}

/** A beacon arrives even when the page is left. */
function release(holdId: string, holdToken: string): void {
  const body = new Blob([JSON.stringify({ holdId, holdToken })], { type: "application/json" });
  navigator.sendBeacon("/trpc/booking.releaseHold", body);
}
