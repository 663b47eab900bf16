import type { Permission } from "@availability/domain/organization";

/** What each permission lets people and keys do, in the order in which they are shown. */
export const permissionWords: Record<Permission, { label: string; meaning: string }> = {
  view_bookings: {
    label: "See bookings",
    meaning: "Free and taken times, bookings, customers and payments.",
  },
  manage_bookings: {
    label: "Make and change bookings",
    meaning: "Book, move, cancel and approve; record payments; correct customers.",
  },
  manage_availability: {
    label: "Set hours",
    meaning: "Opening hours, dates with other hours, holidays and blocks; set a booking's rules aside.",
  },
  manage_products: {
    label: "Set products and locations",
    meaning: "Create, change and archive what can be booked and where.",
  },
  manage_integrations: {
    label: "Connect calendars and webhooks",
    meaning: "Google and Microsoft accounts, webhooks, and jobs that failed.",
  },
  manage_organization: {
    label: "Run the organisation",
    meaning: "Its settings, members, API keys and audit log; erase customers.",
  },
};
