import { useRouteLoaderData } from "@remix-run/react";
import { type Times, timesIn } from "./format.ts";
import type { HourCycle } from "./hour-cycle.ts";

/** Writes instants as the person reads them; the server knows by their cookie, so that both sides write the same. */
export function useTimes(): Times {
  return timesIn(useHourCycle());
}

export function useHourCycle(): HourCycle {
  return useRouteLoaderData<{ hourCycle: HourCycle }>("root")?.hourCycle ?? "h23";
}
