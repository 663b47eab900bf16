import * as z from "zod";

const CalendarLink = z
  .object({
    productId: z.uuid("An id of one of your products"),
    /** The calendar's events take this product's time. */
    countsBusy: z.boolean(),
    /** Confirmed bookings of this product appear in the calendar. */
    receivesBookings: z.boolean(),
  })
  .refine((link) => link.countsBusy || link.receivesBookings, {
    path: ["countsBusy"],
    message: "A link serves at least one purpose; leave it out to unlink the product",
  });

export const UpdateCalendarLinks = z
  .object({
    calendarId: z.uuid("An id of one of your calendars"),
    /** All links of the calendar; one that is not listed is removed. */
    links: z.array(CalendarLink).max(100, "At most 100 products for one calendar"),
  })
  .refine(({ links }) => new Set(links.map((link) => link.productId)).size === links.length, {
    path: ["links"],
    message: "Name each product once",
  });
export type UpdateCalendarLinks = z.output<typeof UpdateCalendarLinks>;
