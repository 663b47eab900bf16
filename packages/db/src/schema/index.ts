// The tables, a file per noun.
export * from "./accounts.ts";
export * from "./bookings.ts";
export * from "./calendars.ts";
export * from "./idempotency-keys.ts";
export * from "./installation.ts";
export * from "./jobs.ts";
export * from "./locations.ts";
export * from "./organizations.ts";
export * from "./payments.ts";
export * from "./products.ts";
export * from "./rate-limits.ts";
export * from "./schedules.ts";
export * from "./webhooks.ts";
