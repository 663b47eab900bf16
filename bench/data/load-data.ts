import { migrateDatabase, openDatabase } from "@availability/db";
import { bookingsSql } from "./bookings-sql.ts";
import { calendarsSql } from "./calendars-sql.ts";
import { type DataSize, shapeOf } from "./data-size.ts";
import { productsSql } from "./products-sql.ts";

/** What a benchmark needs to know of the data it asks about. */
export type LoadedData = {
  url: string;
  organizationId: string;
  /** The organisation's products that have bookings, by name. */
  productIds: string[];
  /** Each needs any of five of these products and one certain other. */
  serviceIds: string[];
  /** A customer with bookings, and a location with products. */
  customerId: string;
  locationId: string;
  /** Each counts for one of these products. */
  calendarIds: string[];
  apiKey: string;
  bookings: number;
};

type Sql = ReturnType<typeof openDatabase>["sql"];

// It opens this throw-away database alone, and stands here so that nothing has to be handed over.
const apiKey = `avk_${"b".repeat(43)}`;

/**
 * Fills the empty database at `url`: with every constraint and index in place, in the order in which such rows come
 * into being, and analysed.
 */
export async function loadData(
  url: string,
  size: DataSize,
  log: (line: string) => void,
): Promise<LoadedData> {
  await migrateDatabase(url);
  const { sql, close } = openDatabase(url, { max: 1, applicationName: "availability-bench" });
  try {
    await sql`set statement_timeout = 0`;
    await sql`set work_mem = '256MB'`;
    const shape = shapeOf(size);
    const steps = { ...productsSql(shape, apiKey), ...bookingsSql(shape), ...calendarsSql(shape) };
    for (const [name, statement] of Object.entries(steps)) await step(sql, name, statement, log);
    await step(sql, "vacuum and analyze", "vacuum (analyze)", log);
    return { url, apiKey, bookings: size.bookings, ...(await measuredOrganization(sql)) };
  } finally {
    await close();
  }
}

async function step(sql: Sql, name: string, statement: string, log: (line: string) => void): Promise<void> {
  const began = performance.now();
  const { count } = await sql.unsafe(statement);
  log(`${name}: ${count ?? 0} rows in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

type Measured = Omit<LoadedData, "url" | "apiKey" | "bookings">;

async function measuredOrganization(sql: Sql): Promise<Measured> {
  const products = await sql<{ organization_id: string; id: string }[]>`
    select organization_id, id from bench_products where org = 0 and is_booked order by n`;
  const services = await sql<{ id: string }[]>`select id from bench_services order by n`;
  const [some] = await sql<{ customer_id: string; location_id: string }[]>`
    select b.customer_id, p.location_id from bookings b join products p on p.id = b.product_id
    join bench_products m on m.id = p.id and m.org = 0 limit 1`;
  const calendars = await sql<{ id: string }[]>`
    select k.id from bench_calendars k join bench_products p on p.id = k.product_id
    where p.org = 0 and p.is_booked order by p.n`;
  const [first] = products;
  if (!first || !some) throw new Error("The load made no products with bookings");
  return {
    organizationId: first.organization_id,
    productIds: products.map(({ id }) => id),
    serviceIds: services.map(({ id }) => id),
    customerId: some.customer_id,
    locationId: some.location_id,
    calendarIds: calendars.map(({ id }) => id),
  };
}
