import { randomUUID } from "node:crypto";
import * as z from "zod";
import { FaultAction } from "./fault-action.ts";
import { FAULT_PRESETS } from "./fault-presets.ts";

const Match = z.strictObject({
  provider: z.enum(["google", "microsoft"]).optional(),
  /** An HTTP method ("POST") or an operation ("events.insert", "oauth.token"). */
  method: z.string().min(1).optional(),
  /** A regular expression found anywhere in path and query. */
  pathRe: z.string().refine(isPattern, "is not a regular expression").optional(),
  account: z.string().optional(),
  /** Begin at the nth matching request, counted from 1. */
  nth: z.number().int().min(1).optional(),
});

const Times = z.number().int().min(1).nullable();

/** A rule of its own, or a preset by name whose match and count may be narrowed. `times: null` = until deleted. */
export const FaultInput = z.union([
  z.strictObject({ match: Match.default({}), times: Times.default(1), do: FaultAction }),
  z.strictObject({
    preset: z.string().refine((name) => name in FAULT_PRESETS, {
      error: () => `is none of ${Object.keys(FAULT_PRESETS).join(", ")}`,
    }),
    match: Match.optional(),
    times: Times.optional(),
  }),
]);
export type FaultInput = z.infer<typeof FaultInput>;

interface FaultRule {
  id: string;
  match: z.infer<typeof Match>;
  times: number | null;
  do: FaultAction;
  /** How many requests matched, and how many of them met the fault. */
  seen: number;
  fired: number;
}

export interface FaultTarget {
  provider: "google" | "microsoft";
  httpMethod: string;
  operation: string | null;
  path: string;
  account: string | null;
}

export interface FaultRules {
  add(input: FaultInput): FaultRule;
  list(): FaultRule[];
  clear(): void;
  /** Counts the request in every rule that matches and returns the first whose turn it is. */
  take(target: FaultTarget): FaultRule | null;
}

/** Fault rules live in memory: a simulator that starts again behaves well. */
export function faultRules(): FaultRules {
  let rules: FaultRule[] = [];
  return {
    add(input) {
      const rule = { id: randomUUID(), seen: 0, fired: 0, ...ruleOf(input) };
      rules.push(rule);
      return rule;
    },
    list: () => rules.map((rule) => ({ ...rule })),
    clear() {
      rules = [];
    },
    take(target) {
      const matching = rules.filter((rule) => matches(rule, target));
      for (const rule of matching) rule.seen += 1;
      const due = matching.find(
        (rule) => rule.seen >= (rule.match.nth ?? 1) && rule.fired < (rule.times ?? Infinity),
      );
      if (due === undefined) return null;
      due.fired += 1;
      return due;
    },
  };
}

function ruleOf(input: FaultInput): Pick<FaultRule, "match" | "times" | "do"> {
  if ("do" in input) return input;
  const preset = FAULT_PRESETS[input.preset];
  if (preset === undefined) throw new Error(`There is no preset ${input.preset}.`);
  return {
    match: { ...preset.match, ...input.match },
    times: input.times === undefined ? (preset.times ?? 1) : input.times,
    do: preset.do,
  };
}

function matches({ match }: FaultRule, target: FaultTarget): boolean {
  return (
    (match.provider === undefined || match.provider === target.provider) &&
    (match.method === undefined || [target.httpMethod, target.operation].includes(match.method)) &&
    (match.pathRe === undefined || new RegExp(match.pathRe).test(target.path)) &&
    (match.account === undefined || match.account === target.account)
  );
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
