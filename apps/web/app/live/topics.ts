import type { AppRouter } from "@availability/ontology";
import type { inferProcedureInput } from "@trpc/server";

export type Topic = inferProcedureInput<AppRouter["live"]["changes"]>["topics"][number];

/** What a route says of itself, as its `handle`: the kinds of changes after which it is to be loaded anew. */
export type LiveHandle = { live: readonly Topic[] };

/** The topics of all routes shown. */
export function topicsOf(handles: readonly unknown[]): Set<Topic> {
  return new Set(handles.flatMap((handle) => (isLive(handle) ? handle.live : [])));
}

function isLive(handle: unknown): handle is LiveHandle {
  return typeof handle === "object" && handle !== null && "live" in handle;
}
