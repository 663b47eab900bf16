import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTimes } from "~/time/use-times.ts";
import type { Held } from "./use-hold.ts";

/** How long the time chosen is still kept. It takes its place from the start, so that nothing moves. */
export function HoldNotice({ held, timeZone }: { held: Held; timeZone: string }) {
  const { formatTime } = useTimes();
  const left = useSecondsLeft(held.kind === "held" ? held.expiresAt : null);
  return (
    <Text size="sm" c={held.kind === "lost" ? "red" : "dimmed"} mih={20} role="timer" aria-live="off">
      {held.kind === "lost" && held.message}
      {held.kind === "held" && left !== null && left > 0 && (
        <>
          Kept for you until {formatTime(held.expiresAt, timeZone)} ({Math.floor(left / 60)}:
          {String(left % 60).padStart(2, "0")} left).
        </>
      )}
      {held.kind === "held" && left === 0 && "No longer kept; it is booked if nobody else takes it first."}
    </Text>
  );
}

function useSecondsLeft(until: number | null): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (until === null) return setLeft(null);
    const tick = () => setLeft(Math.max(0, Math.round((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
