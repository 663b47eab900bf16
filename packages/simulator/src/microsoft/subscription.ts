import * as z from "zod";

/** A subscription to the events of one calendar, or of all the person's own. */
export const Subscription = z.object({
  id: z.string(),
  account: z.string(),
  /** Null for `me/events`. */
  calendarId: z.string().nullable(),
  resource: z.string(),
  changeType: z.string(),
  notificationUrl: z.string(),
  lifecycleNotificationUrl: z.string().nullable(),
  clientState: z.string().nullable(),
  /** epoch ms */
  expiresAt: z.number(),
  immutableIds: z.boolean(),
  /** The change counters that were told of last, by calendar. */
  told: z.record(z.string(), z.number()),
  /** The end of which `reauthorizationRequired` was sent, epoch ms. */
  remindedOf: z.number().optional(),
});
export type Subscription = z.infer<typeof Subscription>;
