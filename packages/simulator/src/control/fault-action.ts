import * as z from "zod";

const StatusAnswer = z.strictObject({
  status: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
});

export type StatusAnswer = z.infer<typeof StatusAnswer>;

const Delay = z.strictObject({ delayMs: z.number().int().min(0).max(60_000) });

/** What happens instead of the answer. `after` and `applyThen` let the request take effect first. */
export const FaultAction = z.union([
  StatusAnswer,
  Delay,
  z.strictObject({ drop: z.enum(["before", "after"]) }),
  z.strictObject({
    applyThen: z.union([StatusAnswer, z.strictObject({ drop: z.literal(true) }), Delay]),
  }),
  z.strictObject({ truncateBody: z.number().int().min(0) }),
  z.strictObject({ htmlBody: z.string(), status: z.number().int().min(200).max(599).default(502) }),
]);
export type FaultAction = z.infer<typeof FaultAction>;
