import { changeTopics } from "@availability/db";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { liveChanges } from "./live-changes.ts";

const Topics = z.object({ topics: z.array(z.enum(changeTopics)).min(1).max(changeTopics.length) });

export const liveRouter = router({
  changes: procedure.input(Topics).subscription(async function* ({ ctx, input, signal }) {
    yield* liveChanges(ctx, { topics: input.topics, signal: signal ?? new AbortController().signal });
  }),
});
