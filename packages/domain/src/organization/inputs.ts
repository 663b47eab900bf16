import * as z from "zod";
import { externalChangePolicies } from "../calendar/conflicts.ts";
import { TimeZone } from "../time/inputs.ts";
import { permissions } from "./permissions.ts";

export const CreateApiKey = z.object({
  name: z.string().trim().min(1, "Give it a name").max(100, "At most 100 characters"),
  scopes: z
    .array(z.enum(permissions, `Scopes are ${permissions.join(", ")}`))
    .min(1, "Choose at least one scope"),
  /** null: never */
  expiresInDays: z.int().min(1, "At least 1 day").max(3650, "At most 3650 days").nullable().default(90),
});
export type CreateApiKey = z.output<typeof CreateApiKey>;

/** What happens with calendars that were not read for too long: their last known busy time counts, or nothing is offered. */
export const calendarFailurePolicies = ["last_known", "closed"] as const;
/** What confirming means while a calendar cannot be read first: go ahead and mark the booking, or refuse. */
export const freshnessPolicies = ["allow", "refuse"] as const;

const days = (least: number, most: number) =>
  z.int("A whole number of days").min(least, `At least ${least} days`).max(most, `At most ${most} days`);

const minutes = (least: number, most: number) =>
  z
    .int("A whole number of minutes")
    .min(least, `At least ${least} minutes`)
    .max(most, `At most ${most} minutes`);

/** Fields left out stay as they are. `version` is the one the change was decided on: refused as stale when it has moved on. */
export const UpdateOrganization = z.object({
  version: z.int("A whole number").min(1, "At least 1").optional(),
  name: z.string().trim().min(1, "Give it a name").max(200, "At most 200 characters").optional(),
  timeZone: TimeZone.optional(),
  /** ISO weekday that weeks begin with on screens, Monday 1 to Sunday 7 */
  firstWeekday: z.int("A weekday").min(1, "Monday is 1").max(7, "Sunday is 7").optional(),
  /** Which days of a connected calendar are read */
  syncPastDays: days(0, 90).optional(),
  syncFutureDays: days(1, 400).optional(),
  calendarStaleMinutes: minutes(5, 10_080).optional(),
  calendarFailurePolicy: z
    .enum(calendarFailurePolicies, `One of ${calendarFailurePolicies.join(", ")}`)
    .optional(),
  freshnessPolicy: z.enum(freshnessPolicies, `One of ${freshnessPolicies.join(", ")}`).optional(),
  externalChangePolicy: z
    .enum(externalChangePolicies, `One of ${externalChangePolicies.join(", ")}`)
    .optional(),
  holdMinutes: minutes(1, 60).optional(),
  completeAfterMinutes: minutes(0, 10_080).nullish(),
});
export type UpdateOrganization = z.output<typeof UpdateOrganization>;
