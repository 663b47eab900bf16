import { isLocalDate } from "@availability/domain/time";
import { isId } from "../bookings/id.ts";
import { formatInstant } from "../time/format.ts";

/** One line of the palette: what it says, what kind of thing that is, and where it leads. */
export type Command = { label: string; kind: string; to: string };

type Found = {
  customers: readonly { id: string; name: string; email: string }[];
  products: readonly { id: string; name: string }[];
  bookings: readonly { id: string; start: number; productName: string; customer: { name: string } }[];
};

const screens: readonly Command[] = [
  { label: "New booking", kind: "Action", to: "/availability" },
  { label: "Overview", kind: "Screen", to: "/" },
  { label: "Availability", kind: "Screen", to: "/availability" },
  { label: "Bookings", kind: "Screen", to: "/booking" },
  { label: "Bookings that need approval", kind: "Screen", to: "/booking?view=approval" },
  { label: "Recurring bookings", kind: "Screen", to: "/booking?view=recurring" },
  { label: "Customers", kind: "Screen", to: "/customers" },
  { label: "New product", kind: "Action", to: "/products/new" },
  { label: "Integrations", kind: "Screen", to: "/integrations" },
  { label: "Sync now: Google Calendar", kind: "Action", to: "/integrations/google" },
  { label: "Settings", kind: "Screen", to: "/settings" },
  { label: "Organisation settings", kind: "Screen", to: "/settings/organization" },
  { label: "Members", kind: "Screen", to: "/settings/members" },
  { label: "Roles", kind: "Screen", to: "/settings/roles" },
  { label: "Personal settings: time zone, hours, colours, keys", kind: "Screen", to: "/settings/personal" },
  { label: "API keys", kind: "Screen", to: "/settings/api-keys" },
  { label: "Webhooks", kind: "Screen", to: "/settings/webhooks" },
  { label: "Audit log", kind: "Screen", to: "/settings/audit" },
];

/** What fits the text: a date, the id of a booking, screens and actions, then what the server found. */
export function commandsFor(text: string, { customers, products, bookings }: Found): Command[] {
  const wanted = text.toLowerCase();
  return [
    ...(isLocalDate(text)
      ? [{ label: `Go to ${text}`, kind: "Date", to: `/availability?view=day&date=${text}` }]
      : []),
    ...(isId(text) ? [{ label: `Booking ${text}`, kind: "Booking", to: `/booking/bookings/${text}` }] : []),
    ...screens.filter(({ label }) => label.toLowerCase().includes(wanted)),
    ...bookings.map(({ id, start, productName, customer }) => ({
      label: `${customer.name}, ${productName}, ${formatInstant(start, "UTC")}`,
      kind: "Booking",
      to: `/booking/bookings/${id}`,
    })),
    ...customers.map(({ id, name, email }) => ({
      label: `${name}, ${email}`,
      kind: "Customer",
      to: `/customers/${id}`,
    })),
    ...products.map(({ id, name }) => ({
      label: name,
      kind: "Product",
      to: `/availability?product=${id}`,
    })),
  ];
}
