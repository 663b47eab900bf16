import { Await } from "@remix-run/react";
import { type ReactNode, Suspense } from "react";
import { PanelProblem } from "./panel.tsx";
import type { Settled } from "./settled.server.ts";

/** Data of a panel that is there, or that comes later down the same stream. */
export type Streamed<T> = { value: Settled<T> } | { later: Promise<Settled<T>> };

type StreamedPanelProps<T> = { data: Streamed<T>; skeleton: ReactNode; children: (value: T) => ReactNode };

/** What a panel shows once its data is there; until then the skeleton, and in case of a fault a way to try again. */
export function StreamedPanel<T>({ data, skeleton, children }: StreamedPanelProps<T>) {
  return (
    <Suspense fallback={skeleton}>
      <Await resolve={"value" in data ? data.value : data.later} errorElement={<PanelProblem />}>
        {(settled: Settled<T>) =>
          settled.ok ? children(settled.value) : <PanelProblem refusal={settled.refusal} />
        }
      </Await>
    </Suspense>
  );
}
