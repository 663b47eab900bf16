import * as z from "zod";
import { verbNames } from "./verbs.ts";

export const Settings = z.object({
  databaseUrl: z.string(),
  installationId: z.string(),
  connections: z.int(),
});
export type Settings = z.output<typeof Settings>;

const Command = z.object({
  verb: z.enum(verbNames),
  /** As the verb takes it. */
  input: z.looseObject({}),
  /** How far the clock is ahead for this command. */
  aheadMs: z.number().optional(),
});
export type Command = z.output<typeof Command>;

/** What the test sends a worker: commands to keep ready, and the start signal. */
export const Message = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("prepare"),
    organizationId: z.string(),
    now: z.number(),
    commands: z.array(Command),
  }),
  z.object({ kind: z.literal("go") }),
]);
export type Message = z.output<typeof Message>;

const Outcome = z.object({
  verb: z.string(),
  /** "ok", the code of a refusal, or that of the database's error. */
  code: z.string(),
  message: z.string(),
  result: z.unknown(),
});
export type Outcome = z.output<typeof Outcome>;

/** What a worker answers. */
export const Answer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("started") }),
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("done"), outcomes: z.array(Outcome), transactions: z.int() }),
]);
export type Answer = z.output<typeof Answer>;
