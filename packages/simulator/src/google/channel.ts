import * as z from "zod";

/** A push channel on the events of one calendar. */
export const Channel = z.object({
  id: z.string(),
  account: z.string(),
  calendarId: z.string(),
  resourceId: z.string(),
  address: z.string(),
  token: z.string().nullable(),
  /** epoch ms */
  expiresAt: z.number(),
  messageNumber: z.number(),
  /** The calendar's change counter that the last message told of. */
  notifiedVersion: z.number(),
});
export type Channel = z.infer<typeof Channel>;
