import { type Database, newId } from "@availability/db";
import type { LoadedData } from "../data/load-data.ts";
import type { Load } from "../http/drive.ts";

const hourMs = 3_600_000;
const yearMs = 366 * 24 * hourMs;
// Every product has its own hours years ahead, which nobody else books.
let booked = 0;

/**
 * The floor: a transaction that inserts what a confirmed booking writes, into the same tables, one statement for each, and asks
 * nothing: a customer, the booking, its claim, its line in the timeline, two rows for the outbox.
 */
export async function driveInserts(
  database: Database,
  data: LoadedData,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const latencies: number[] = [];
  const began = performance.now();
  const worker = async () => {
    while (performance.now() - began < seconds * 1000) {
      const sent = performance.now();
      await insert(database, data);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return { latencies, seconds: (performance.now() - began) / 1000 };
}

async function insert({ sql }: Database, { organizationId, productIds }: LoadedData): Promise<void> {
  booked += 1;
  const productId = productIds[booked % productIds.length] ?? "";
  const start =
    Math.ceil(Date.now() / hourMs) * hourMs + yearMs + Math.floor(booked / productIds.length) * hourMs;
  const [startsAt, endsAt] = [new Date(start).toISOString(), new Date(start + hourMs).toISOString()];
  const [customerId, bookingId] = [newId(), newId()];
  await sql.begin(async (tx) => {
    await tx`insert into customers (id, organization_id, name, email)
      values (${customerId}, ${organizationId}, 'Bench', ${`${customerId}@example.org`})`;
    await tx`insert into bookings (id, organization_id, product_id, customer_id, status, starts_at, ends_at, price_minor, currency)
      values (${bookingId}, ${organizationId}, ${productId}, ${customerId}, 'confirmed', ${startsAt}, ${endsAt}, 0, 'EUR')`;
    await tx`insert into claims (id, organization_id, product_id, booking_id, lane, during)
      values (${newId()}, ${organizationId}, ${productId}, ${bookingId}, 1, tstzrange(${startsAt}, ${endsAt}))`;
    await tx`insert into booking_events (id, organization_id, booking_id, to_status, action, actor_kind, at)
      values (${newId()}, ${organizationId}, ${bookingId}, 'confirmed', 'create', 'system', now())`;
    await tx`insert into outbox (id, organization_id, name, payload, sent_at)
      values (${newId()}, ${organizationId}, 'bench', '{}', now()), (${newId()}, ${organizationId}, 'bench', '{}', now())`;
  });
}
