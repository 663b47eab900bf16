import * as z from "zod";

/** What becomes of the next notifications; `reorder` holds one back until the next of its channel has left. */
export const DeliveryFault = z.strictObject({
  match: z
    .strictObject({ provider: z.enum(["google", "microsoft"]).optional(), channel: z.string().optional() })
    .default({}),
  times: z.number().int().min(1).nullable().default(1),
  do: z.union([
    z.enum(["lose", "duplicate", "reorder", "wrongSecret"]),
    z.strictObject({ delayMs: z.number().int().min(0).max(60_000) }),
  ]),
});
export type DeliveryFault = z.infer<typeof DeliveryFault>;

/** Fault rules of notifications, in the order in which they were added; the first that matches is used up. */
export function deliveryFaults() {
  let rules: { fault: DeliveryFault; fired: number }[] = [];
  return {
    add(fault: DeliveryFault): void {
      rules.push({ fault, fired: 0 });
    },
    clear(): void {
      rules = [];
    },
    take(target: { provider: string; channel: string }): DeliveryFault["do"] | null {
      const rule = rules.find(
        ({ fault: { match, times }, fired }) =>
          fired < (times ?? Infinity) &&
          (match.provider ?? target.provider) === target.provider &&
          (match.channel ?? target.channel) === target.channel,
      );
      if (rule === undefined) return null;
      rule.fired += 1;
      return rule.fault.do;
    },
  };
}
