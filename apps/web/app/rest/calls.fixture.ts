import { newId } from "@availability/db";
import {
  bookingSeries,
  calendarConflicts,
  calendarConnections,
  externalCalendars,
} from "@availability/db/schema";
import { CreateSeries } from "@availability/domain/booking";
import type { Permission } from "@availability/domain/organization";
import { CreateWebhook } from "@availability/domain/webhook";
import type { Ctx } from "@availability/ontology";
import {
  assignSchedule,
  createBlock,
  createException,
  createSchedule,
} from "@availability/ontology/availability";
import {
  createBooking,
  createHold,
  createSeries,
  expireBookings,
  getBooking,
} from "@availability/ontology/booking";
import { updateCalendarLinks } from "@availability/ontology/calendar";
import { createLocation } from "@availability/ontology/location";
import {
  createWebhook,
  deleteWebhook,
  fanOutWebhooks,
  listDeliveries,
  listWebhooks,
} from "@availability/ontology/webhook";
import { createKey, createRoom } from "./world.fixture.ts";

const customer = { name: "Carla Diaz", email: "carla@example.org" };
const start = "2026-11-24T10:00:00+01:00";
const receiver = "https://hooks.example.org/in";
const day = "start=2026-11-24T00:00:00Z&end=2026-11-25T00:00:00Z";

const seriesRule = { start: "2026-12-01T10:00:00+01:00", rrule: "FREQ=WEEKLY;COUNT=3" };

/** What an organisation has, as the calls below name it. */
export type Ids = {
  productId: string;
  otherProductId: string;
  locationId: string;
  scheduleId: string;
  customerId: string;
  otherCustomerId: string;
  seriesId: string;
  /** Of the series that `booked-series` names. */
  seriesBookingId: string;
  /** One that has ended, so that it can be named again and again. */
  holdId: string;
  apiKeyId: string;
  calendarId: string;
};

/** A call that gets through when all of its ids are the caller's, and the one scope that it takes (null: any key). */
export type Call = {
  scope: Permission | null;
  query?: (ids: Ids) => string;
  body?: (ids: Ids) => object;
  /** What in `makers` the `{id}` of its path names; what the path says when left out. */
  of?: string;
};

const berlin = { timeZone: "Europe/Berlin", weeklyHours: [{ days: [1, 2], start: "09:00", end: "17:00" }] };
const block = { start: "2026-12-01T10:00:00Z", end: "2026-12-01T11:00:00Z" };
const group = (ids: Ids) => ({ name: "Room", productIds: [ids.otherProductId] });

/** The hours of products, locations and the organisation lie at the same addresses below each. */
function hoursOf(base: string): Record<string, Call> {
  const scope = "manage_availability";
  return {
    [`GET ${base}/schedule`]: { scope: null },
    [`PUT ${base}/schedule`]: { scope, body: () => berlin },
    [`GET ${base}/schedules`]: { scope: null },
    [`POST ${base}/schedules`]: {
      scope,
      body: ({ scheduleId }) => ({ scheduleId, effectiveFrom: "2027-01-01", effectiveUntil: "2027-02-01" }),
    },
    [`GET ${base}/exceptions`]: { scope: null },
    [`POST ${base}/exceptions`]: { scope, body: () => ({ date: "2026-12-24", hours: [] }) },
    [`GET ${base}/holidays`]: { scope: null },
    [`PUT ${base}/holidays`]: { scope, body: () => ({ mode: "country", country: "DE" }) },
  };
}

function bookingFilter({ productId, locationId, customerId, seriesId }: Ids): string {
  return new URLSearchParams({ productId, locationId, customerId, seriesId }).toString();
}

/** Every operation of the API. A new one must be added, with a value wherever its input takes an id. */
export const calls: Record<string, Call> = {
  "GET /calendars": { scope: "manage_integrations" },
  "POST /calendars/{id}/sync": { scope: "manage_integrations" },
  "GET /sync-runs": {
    scope: "manage_integrations",
    query: ({ calendarId }) => `calendarId=${calendarId}`,
  },
  "GET /locations": { scope: null },
  "POST /locations": {
    scope: "manage_products",
    body: () => ({ kind: "branch", name: "Harbour", timeZone: "Europe/Berlin" }),
  },
  "GET /locations/{id}": { scope: null },
  "PATCH /locations/{id}": { scope: "manage_products", body: () => ({ name: "Pier" }) },
  "DELETE /locations/{id}": { scope: "manage_products" },
  "POST /locations/{id}/archive": { scope: "manage_products", body: () => ({}) },
  "POST /locations/{id}/restore": { scope: "manage_products", body: () => ({}) },
  "GET /products": { scope: null, query: ({ locationId }) => `locationId=${locationId}` },
  "POST /products": {
    scope: "manage_products",
    body: (ids) => ({ type: "class", name: "Yoga", locationId: ids.locationId, requirements: [group(ids)] }),
  },
  "GET /products/{id}": { scope: null },
  "PATCH /products/{id}": {
    scope: "manage_products",
    body: (ids) => ({ locationId: ids.locationId, requirements: [group(ids)] }),
  },
  "DELETE /products/{id}": { scope: "manage_products" },
  "POST /products/{id}/archive": { scope: "manage_products", body: () => ({}) },
  "POST /products/{id}/restore": { scope: "manage_products", body: () => ({}) },
  ...hoursOf("/products/{id}"),
  ...hoursOf("/locations/{id}"),
  ...hoursOf("/organization"),
  "GET /holiday-countries": { scope: null },
  "GET /schedules": { scope: null },
  "POST /schedules": { scope: "manage_availability", body: () => ({ name: "Summer", ...berlin }) },
  "GET /schedules/{id}": { scope: null },
  "PATCH /schedules/{id}": { scope: "manage_availability", body: () => ({ name: "Winter" }) },
  "DELETE /schedules/{id}": { scope: "manage_availability" },
  "DELETE /schedule-assignments/{id}": { scope: "manage_availability" },
  "DELETE /exceptions/{id}": { scope: "manage_availability" },
  "GET /products/{id}/blocks": { scope: "view_bookings" },
  "POST /products/{id}/blocks": {
    scope: "manage_availability",
    body: ({ otherProductId }) => ({ ...block, productIds: [otherProductId] }),
  },
  "GET /blocks/{id}": { scope: "view_bookings" },
  "PATCH /blocks/{id}": {
    scope: "manage_availability",
    body: ({ otherProductId }) => ({ productIds: [otherProductId] }),
  },
  "DELETE /blocks/{id}": { scope: "manage_availability" },
  "GET /products/{id}/slots": { scope: "view_bookings", query: ({ holdId }) => `${day}&holdId=${holdId}` },
  "GET /products/{id}/next-available": { scope: "view_bookings" },
  "GET /slots": {
    scope: "view_bookings",
    query: ({ productId }) => `productIds=${productId}&${day}`,
  },
  "GET /organization": { scope: null },
  "PATCH /organization": { scope: "manage_organization", body: () => ({ holdMinutes: 7 }) },
  "GET /api-keys": { scope: "manage_organization" },
  "POST /api-keys": {
    scope: "manage_organization",
    body: () => ({ name: "Till", scopes: ["manage_organization"] }),
  },
  "DELETE /api-keys/{id}": { scope: "manage_organization" },
  "GET /audit-log": {
    scope: "manage_organization",
    query: ({ apiKeyId }) => `actorId=${apiKeyId}&targetId=${apiKeyId}`,
  },
  "GET /bookings": { scope: "view_bookings", query: bookingFilter },
  "GET /bookings.csv": { scope: "view_bookings", query: bookingFilter },
  "GET /bookings/{id}/timeline": { scope: "view_bookings" },
  "POST /bookings": {
    scope: "manage_bookings",
    body: ({ productId, holdId }) => ({ productId, start, customer, holdId }),
  },
  "GET /bookings/{id}": { scope: "view_bookings" },
  "POST /bookings/{id}/confirm": { scope: "manage_bookings", body: () => ({}) },
  "POST /bookings/{id}/cancel": { scope: "manage_bookings", body: () => ({}) },
  "POST /bookings/{id}/decline": { scope: "manage_bookings", body: () => ({}) },
  "POST /bookings/{id}/reschedule": {
    scope: "manage_bookings",
    body: () => ({ start: "2026-11-24T12:00:00+01:00" }),
  },
  "POST /bookings/{id}/check-in": { scope: "manage_bookings", body: () => ({}), of: "confirmed-bookings" },
  "POST /bookings/{id}/complete": { scope: "manage_bookings", body: () => ({}), of: "past-bookings" },
  "POST /bookings/{id}/no-show": { scope: "manage_bookings", body: () => ({}), of: "past-bookings" },
  "GET /bookings/{id}/payments": { scope: "view_bookings" },
  "POST /bookings/{id}/payments": {
    scope: "manage_bookings",
    body: () => ({ kind: "charge", amount: 100, currency: "EUR", method: "cash" }),
  },
  "GET /payments": { scope: "view_bookings", query: () => "late=true" },
  "GET /customers": { scope: "view_bookings" },
  "GET /customers/{id}": { scope: "view_bookings" },
  "GET /customers/{id}/export": { scope: "view_bookings" },
  "PATCH /customers/{id}": { scope: "manage_bookings", body: () => ({ name: "Carla D." }) },
  "POST /customers/{id}/merge": {
    scope: "manage_bookings",
    body: ({ otherCustomerId }) => ({ customerId: otherCustomerId }),
    of: "past-customers",
  },
  "DELETE /customers/{id}": { scope: "manage_organization", of: "past-customers" },
  "GET /series": { scope: "view_bookings", query: ({ productId }) => `productId=${productId}` },
  "POST /series": {
    scope: "manage_bookings",
    body: ({ otherProductId }) => ({ productId: otherProductId, ...seriesRule, customer }),
  },
  "POST /series/preview": {
    scope: "view_bookings",
    body: ({ productId }) => ({ productId, ...seriesRule }),
  },
  "GET /series/{id}": { scope: "view_bookings" },
  "POST /series/{id}/cancel": {
    scope: "manage_bookings",
    body: ({ seriesBookingId }) => ({ scope: "this", bookingId: seriesBookingId }),
    of: "booked-series",
  },
  "POST /series/{id}/edit": {
    scope: "manage_bookings",
    body: ({ seriesBookingId }) => ({ scope: "all", bookingId: seriesBookingId, notes: "Choir" }),
    of: "booked-series",
  },
  "GET /conflicts": { scope: "view_bookings", query: ({ calendarId }) => `calendarId=${calendarId}` },
  "POST /conflicts/{id}/resolve": { scope: "manage_bookings", body: () => ({ choice: "dismiss" }) },
  "GET /webhooks": { scope: "manage_integrations" },
  "POST /webhooks": { scope: "manage_integrations", body: () => ({ url: receiver }) },
  "GET /webhooks/{id}": { scope: "manage_integrations" },
  "PATCH /webhooks/{id}": { scope: "manage_integrations", body: () => ({ description: "Website" }) },
  "DELETE /webhooks/{id}": { scope: "manage_integrations" },
  "POST /webhooks/{id}/rotate-secret": { scope: "manage_integrations", body: () => ({}) },
  "GET /webhooks/{id}/deliveries": { scope: "manage_integrations" },
  "POST /webhook-deliveries/{id}/redeliver": { scope: "manage_integrations" },
  "POST /holds": {
    scope: "manage_bookings",
    body: ({ otherProductId }) => ({ productId: otherProductId, start }),
  },
  "POST /holds/{id}/extend": { scope: "manage_bookings", body: () => ({}) },
  "DELETE /holds/{id}": { scope: "manage_bookings" },
};

const makers: Record<string, (ctx: Ctx) => Promise<string>> = {
  locations: async (ctx) =>
    (await createLocation(ctx, { kind: "branch", name: "Harbour", timeZone: "Europe/Berlin" })).id,
  products: (ctx) => createRoom(ctx),
  schedules: async (ctx) => (await createSchedule(ctx, { name: "Summer", ...berlin })).id,
  "schedule-assignments": async (ctx) => {
    const scheduleId = await thing("schedules", ctx);
    const dates = { effectiveFrom: "2027-01-01", effectiveUntil: "2027-02-01" };
    return (await assignSchedule(ctx, { productId: await createRoom(ctx), scheduleId, ...dates })).id;
  },
  exceptions: async (ctx) =>
    (await createException(ctx, { productId: await createRoom(ctx), date: "2026-12-24", hours: [] })).id,
  blocks: async (ctx) => {
    const times = { start: Date.parse(block.start), end: Date.parse(block.end) };
    return (await createBlock(ctx, { productId: await createRoom(ctx), ...times })).id;
  },
  bookings: async (ctx) => {
    const productId = await createRoom(ctx, { requiresApproval: true });
    return (await createBooking(ctx, { productId, start: Date.parse(start), attendees: 1, customer })).id;
  },
  conflicts: async (ctx) => {
    const { organizationId } = ctx.actor;
    const bookingId = await thing("bookings", ctx);
    const [connectionId, calendarId, id] = [newId(), newId(), newId()];
    const account = { provider: "google" as const, providerAccountId: connectionId, email: customer.email };
    await ctx.db.insert(calendarConnections).values({
      ...account,
      id: connectionId,
      organizationId,
      scopes: [],
      status: "active",
      statusSince: new Date(ctx.now()),
    });
    await ctx.db.insert(externalCalendars).values({
      id: calendarId,
      organizationId,
      connectionId,
      providerCalendarId: "primary",
      name: "Primary",
      accessRole: "owner",
      canWrite: true,
      isPrimary: true,
    });
    const found = { kind: "overlap" as const, bookingId, detectedAt: new Date(ctx.now()) };
    await ctx.db.insert(calendarConflicts).values({ id, organizationId, calendarId, ...found });
    return id;
  },
  webhooks: async (ctx) => {
    // An organisation may have only so many, and every call above makes one.
    const [standing] = await listWebhooks(ctx);
    if (standing) await deleteWebhook(ctx, { webhookId: standing.id });
    return (await createWebhook(ctx, CreateWebhook.parse({ url: receiver }))).id;
  },
  "webhook-deliveries": async (ctx) => {
    const webhookId = await thing("webhooks", ctx);
    const bookingId = await thing("bookings", ctx);
    await fanOutWebhooks(ctx, { eventId: newId(), name: "booking/created", bookingId, version: 1 });
    const { data } = await listDeliveries(ctx, { webhookId, limit: 1 });
    return data[0]?.id ?? "";
  },
  calendars: async (ctx) => {
    const { organizationId } = ctx.actor;
    const [connectionId, calendarId, at] = [newId(), newId(), new Date(ctx.now())];
    const account = { provider: "google", providerAccountId: newId(), email: "ann@example.org" } as const;
    await ctx.db.insert(calendarConnections).values({
      id: connectionId,
      organizationId,
      ...account,
      scopes: [],
      status: "active",
      statusSince: at,
    });
    const rights = { accessRole: "owner", canWrite: true, isPrimary: true };
    await ctx.db.insert(externalCalendars).values({
      id: calendarId,
      organizationId,
      connectionId,
      providerCalendarId: "a",
      name: "A",
      ...rights,
    });
    const link = { productId: await createRoom(ctx), countsBusy: true, receivesBookings: false };
    await updateCalendarLinks(ctx, { calendarId, links: [link] });
    return calendarId;
  },
  "api-keys": async (ctx) => (await createKey(ctx)).id,
  customers: async (ctx) => (await getBooking(ctx, { bookingId: await thing("bookings", ctx) })).customer.id,
  "past-customers": async (ctx) => {
    const productId = await createRoom(ctx);
    const override = { reason: "Noted afterwards" };
    const somebody = { name: "Past Customer", email: `${newId()}@example.org` };
    const over = { productId, start: ctx.now() - 3_600_000, attendees: 1, customer: somebody, override };
    return (await createBooking(ctx, over)).customer.id;
  },
  series: async (ctx) => {
    const id = newId();
    const { organizationId } = ctx.actor;
    const [productId, customerId] = [await createRoom(ctx), await thing("customers", ctx)];
    const rule = { rrule: "FREQ=WEEKLY;COUNT=2", timeZone: "Europe/Berlin", startsAt: new Date(start) };
    await ctx.db
      .insert(bookingSeries)
      .values({ id, organizationId, productId, customerId, ...rule, durationMinutes: 60 });
    return id;
  },
  "booked-series": async (ctx) => (await bookedSeries(ctx)).id,
  "series-bookings": async (ctx) => (await bookedSeries(ctx)).bookings[0]?.id ?? "",
  "confirmed-bookings": async (ctx) => {
    const productId = await createRoom(ctx);
    return (await createBooking(ctx, { productId, start: Date.parse(start), attendees: 1, customer })).id;
  },
  "past-bookings": async (ctx) => {
    const productId = await createRoom(ctx);
    const override = { reason: "Noted afterwards" };
    const begun = { productId, start: ctx.now() - 3_600_000, attendees: 1, customer, override };
    return (await createBooking(ctx, begun)).id;
  },
  holds: async (ctx) => {
    const productId = await createRoom(ctx);
    return (await createHold(ctx, { productId, start: Date.parse(start), attendees: 1 })).id;
  },
  "ended-holds": async (ctx) => {
    const id = await thing("holds", ctx);
    const tomorrow = ctx.now() + 24 * 3_600_000;
    await expireBookings({ ...ctx, now: () => tomorrow });
    return id;
  },
};

const booked = new WeakMap<Ctx, ReturnType<typeof createSeries>>();

/** One for each context, whose bookings can be named beside it. */
function bookedSeries(ctx: Ctx): ReturnType<typeof createSeries> {
  const standing = booked.get(ctx);
  if (standing) return standing;
  const made = createRoom(ctx).then((productId) =>
    createSeries(ctx, CreateSeries.parse({ productId, ...seriesRule, customer })),
  );
  booked.set(ctx, made);
  return made;
}

/** Makes a thing of the kind that a path names before its `{id}`; returns its id. */
export function thing(kind: string, ctx: Ctx): Promise<string> {
  const make = makers[kind];
  if (!make) throw new Error(`Say in \`makers\` how one of ${kind} is made`);
  return make(ctx);
}
