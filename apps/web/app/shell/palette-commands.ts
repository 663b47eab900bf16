import type { Permission, Role } from "@availability/domain/organization";
import { isLocalDate } from "@availability/domain/time";
import { may } from "../accounts/role-labels.ts";
import { isId } from "../bookings/id.ts";
import { formatInstant } from "../time/format.ts";

/** One line of the palette: what it says, what kind of thing that is, and where it leads. */
export type Command = { label: string; kind: string; to: string };

type Found = {
  customers: readonly { id: string; name: string; email: string }[];
  products: readonly { id: string; name: string }[];
  bookings: readonly { id: string; start: number; productName: string; customer: { name: string } }[];
};

const screens: readonly (Command & { permission?: Permission })[] = [
  { label: "New booking", kind: "Action", to: "/availability" },
  { label: "Overview", kind: "Screen", to: "/" },
  { label: "Availability", kind: "Screen", to: "/availability" },
  { label: "Bookings", kind: "Screen", to: "/booking" },
  { label: "Bookings that need approval", kind: "Screen", to: "/booking?view=approval" },
  { label: "Recurring bookings", kind: "Screen", to: "/booking?view=recurring" },
  { label: "Customers", kind: "Screen", to: "/customers" },
  { label: "New product", kind: "Action", to: "/products/new" },
  { label: "Integrations", kind: "Screen", to: "/integrations", permission: "manage_integrations" },
  {
    ...{ label: "Sync now: Google Calendar", kind: "Action", to: "/integrations/google" },
    permission: "manage_integrations",
  },
  {
    ...{ label: "Sync now: Microsoft 365", kind: "Action", to: "/integrations/microsoft" },
    permission: "manage_integrations",
  },
  { label: "Sync: failures", kind: "Screen", to: "/sync", permission: "manage_integrations" },
  { label: "Sync: runs", kind: "Screen", to: "/sync?tab=runs", permission: "manage_integrations" },
  { label: "Sync: conflicts", kind: "Screen", to: "/sync?tab=conflicts", permission: "manage_integrations" },
  { label: "Settings", kind: "Screen", to: "/settings" },
  { label: "Organisation settings", kind: "Screen", to: "/settings/organization" },
  { label: "Members", kind: "Screen", to: "/settings/members" },
  { label: "Roles", kind: "Screen", to: "/settings/roles" },
  { label: "Personal settings: time zone, hours, colours, keys", kind: "Screen", to: "/settings/personal" },
  { label: "API keys", kind: "Screen", to: "/settings/api-keys", permission: "manage_organization" },
  { label: "Webhooks", kind: "Screen", to: "/settings/webhooks", permission: "manage_integrations" },
  { label: "Audit log", kind: "Screen", to: "/settings/audit", permission: "manage_organization" },
];

/** What fits the text: a date, the id of a booking, screens and actions that somebody of this role may see, then what the server found. */
export function commandsFor(text: string, { customers, products, bookings }: Found, role: Role): Command[] {
  const wanted = text.toLowerCase();
  return [
    ...(isLocalDate(text)
      ? [{ label: `Go to ${text}`, kind: "Date", to: `/availability?view=day&date=${text}` }]
      : []),
    ...(isId(text) ? [{ label: `Booking ${text}`, kind: "Booking", to: `/booking/bookings/${text}` }] : []),
    ...screens
      .filter(({ permission }) => !permission || may(role, permission))
      .filter(({ label }) => label.toLowerCase().includes(wanted)),
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
