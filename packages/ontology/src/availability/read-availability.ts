import { preparedStatement, type Queryable } from "@availability/db";
import {
  type AvailabilityLevel,
  type Cause,
  type ExceptionInForce,
  exceptionDates,
  exceptionsInForce,
  type LevelException,
} from "@availability/domain/availability";
import { assert, must } from "@availability/domain/errors";
import { addDays, type LocalDate } from "@availability/domain/time";
import { availabilityStatement, mostProductsAsked } from "./availability-statement.ts";
import { publicHolidays } from "./holidays.ts";

export type AvailabilityRequest = {
  organizationId: string;
  /** At most `mostProductsAsked`. */
  productIds: readonly string[];
  /** epoch ms */
  start: number;
  end: number;
  /** epoch ms; holds that have ended by then take no time */
  now: number;
  /** The id of a hold that is not in its owner's way. */
  exceptHold?: string | undefined;
  /** Reads what stands behind each occupation as well. */
  withCauses?: boolean;
};

const statements = {
  plain: preparedStatement<{ availability: RawAvailability }>(availabilityStatement({ withCauses: false })),
  withCauses: preparedStatement<{ availability: RawAvailability }>(
    availabilityStatement({ withCauses: true }),
  ),
};

type Range = { start: number; end: number };
type WeeklyRange = { weekday: number; start: string; end: string };

/** Everything that decides when one product is free in a range; instants are epoch ms. */
export type ProductAvailability = Omit<
  RawAvailability,
  "hours" | "exceptions" | "holidayCalendars" | "requirements"
> & {
  /** Null while nobody set any, for the product, its location or the organisation. */
  hours: {
    level: AvailabilityLevel;
    timeZone: string;
    weekly: WeeklyRange[];
    seasons: { from: LocalDate; until: LocalDate | null; weekly: WeeklyRange[] }[];
  } | null;
  /** Closures and holidays of every level included; one a date. */
  exceptions: ExceptionInForce[];
  requirements: { name: string; count: number; units: number | null; members: ProductAvailability[] }[];
};

/** As the statement answers it. */
type RawAvailability = {
  productId: string;
  name: string;
  status: "active" | "archived";
  capacity: number;
  maxAttendeesPerBooking: number;
  durationsMinutes: number[];
  slotStepMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  minNoticeMinutes: number;
  horizonDays: number;
  requiresApproval: boolean;
  /** IANA; the zone of its location, or the organisation's: for what has no hours of its own */
  timeZone: string;
  policy: { staleMinutes: number; failure: "last_known" | "closed" };
  hours: RawHours[] | null;
  exceptions: LevelException[];
  holidayCalendars: HolidayCalendar[];
  requirements: { name: string; count: number; units: number | null; memberIds: string[] }[];
  allocations: (Range & { memberIds: string[] })[];
  blocks: (Range & { id: string; reason: string | null })[];
  externalBusy: (Range & { calendarId: string; isAllDay: boolean })[];
  /** Buffers included; one for each unit. What is optional comes with `withCauses`. */
  claims: (Range & { booked?: Range; isHold?: boolean; cause?: Cause })[];
  /** The calendars that make this product busy, and when each was last read without error. */
  calendars: { id: string; name: string; lastSuccessAt: number | null }[];
};

type RawHours = {
  level: AvailabilityLevel;
  timeZone: string;
  from: LocalDate | null;
  until: LocalDate | null;
  weekly: WeeklyRange[];
};

/** Nearest level first. */
type HolidayCalendar = {
  mode: "inherit" | "none" | "country";
  country: string | null;
  region: string | null;
  openDates: LocalDate[];
};

/**
 * Reads what decides about the given products between `start` and `end` in one round trip, in the order given. Products
 * of other organisations are left out.
 */
export async function readAvailability(
  db: Queryable,
  request: AvailabilityRequest,
): Promise<ProductAvailability[]> {
  const { organizationId, productIds, start, end, withCauses = false } = request;
  if (productIds.length === 0) return [];
  assert(productIds.length <= mostProductsAsked, "callers ask about a page of products at a time");
  // The zone is known only with the answer; a day more on either side serves every zone.
  const dates = exceptionDates(request, "UTC");
  const first = addDays(dates.first, -1);
  const last = addDays(dates.last, 1);
  const rows = await statements[withCauses ? "withCauses" : "plain"](db, {
    organizationId,
    productIds: productIds.join(","),
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    firstDate: first,
    lastDate: last,
    now: new Date(request.now).toISOString(),
    exceptHold: request.exceptHold ?? "",
  });
  const raw = new Map(rows.map(({ availability }) => [availability.productId, availability]));
  const holidays = await holidaysOf([...raw.values()], { first, last });
  const linked = new Map<string, ProductAvailability>();
  const link = (id: string): ProductAvailability => {
    const known = linked.get(id);
    if (known) return known;
    const product = completed(must(raw.get(id), "the statement reads what is required"), holidays, link);
    linked.set(id, product);
    return product;
  };
  return request.productIds.filter((id) => raw.has(id)).map(link);
}

function completed(
  raw: RawAvailability,
  holidays: (calendars: HolidayCalendar[]) => ReturnType<typeof noHolidays>,
  link: (id: string) => ProductAvailability,
): ProductAvailability {
  const { hours, exceptions, holidayCalendars, requirements, ...product } = raw;
  const openDates = holidayCalendars.flatMap((calendar) => calendar.openDates);
  return {
    ...product,
    hours: hours && hoursOf(hours),
    exceptions: exceptionsInForce(exceptions, holidays(holidayCalendars), openDates),
    requirements: requirements.map(({ memberIds, ...group }) => ({ ...group, members: memberIds.map(link) })),
  };
}

function hoursOf(assigned: RawHours[]): ProductAvailability["hours"] {
  const [first] = assigned;
  if (!first) return null;
  const seasons = assigned.flatMap(({ from, until, weekly }) => (from ? [{ from, until, weekly }] : []));
  const weekly = assigned.find(({ from }) => !from)?.weekly ?? [];
  return { level: first.level, timeZone: first.timeZone, weekly, seasons };
}

const noHolidays = (): { date: LocalDate; name: string }[] => [];

/** The holidays that each list of calendars means; the nearest that does not inherit decides. */
async function holidaysOf(
  products: RawAvailability[],
  dates: { first: LocalDate; last: LocalDate },
): Promise<(calendars: HolidayCalendar[]) => ReturnType<typeof noHolidays>> {
  const known = new Map<string, ReturnType<typeof noHolidays>>();
  for (const { holidayCalendars } of products) {
    const calendar = decisive(holidayCalendars);
    if (!calendar || known.has(keyOf(calendar))) continue;
    known.set(keyOf(calendar), await publicHolidays({ ...calendar, ...dates }));
  }
  return (calendars) => {
    const calendar = decisive(calendars);
    return (calendar && known.get(keyOf(calendar))) ?? noHolidays();
  };
}

function decisive(calendars: HolidayCalendar[]): { country: string; region: string | null } | null {
  const nearest = calendars.find(({ mode }) => mode !== "inherit");
  return nearest?.country ? { country: nearest.country, region: nearest.region } : null;
}

function keyOf({ country, region }: { country: string; region: string | null }): string {
  return `${country} ${region ?? ""}`;
}
