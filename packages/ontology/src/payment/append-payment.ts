import { newId, type Transaction } from "@availability/db";
import { payments } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import type { RecordPayment } from "@availability/domain/payment";
import { and, eq } from "drizzle-orm";
import { actorColumns } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Payment, paymentColumns, toPayment } from "./payment-view.ts";

/** Appends to the ledger. Throws `invalid` when the key has just been taken for a payment of another booking. */
export async function appendPayment(
  ctx: Ctx,
  tx: Transaction,
  { organizationId, input, isLate }: { organizationId: string; input: RecordPayment; isLate: boolean },
): Promise<Payment> {
  const [row] = await tx
    .insert(payments)
    .values({
      ...input,
      id: newId(),
      organizationId,
      reference: input.reference || null,
      isLate,
      ...actorColumns(ctx.actor),
      at: new Date(ctx.now()),
    })
    .onConflictDoNothing({ target: [payments.organizationId, payments.idempotencyKey] })
    .returning(paymentColumns);
  // Payments of one booking take turns, so that only one of another can have come in between.
  if (!row) throw usedKey();
  return toPayment(row);
}

/** The payment that this key stands for, null when there is none. Throws `invalid` when it is another than the input. */
export async function findRecorded(
  tx: Transaction,
  organizationId: string,
  input: RecordPayment,
): Promise<Payment | null> {
  if (input.idempotencyKey === undefined) return null;
  const [row] = await tx
    .select(paymentColumns)
    .from(payments)
    .where(
      and(eq(payments.organizationId, organizationId), eq(payments.idempotencyKey, input.idempotencyKey)),
    );
  if (!row) return null;
  const compared = ["bookingId", "kind", "amountMinor", "currency", "method"] as const;
  if (compared.some((field) => row[field] !== input[field])) throw usedKey();
  return toPayment(row);
}

function usedKey(): DomainError {
  const detail = "This idempotency key stands for another payment; use a new key for each";
  return new DomainError("invalid", detail, { errors: [{ pointer: "/idempotencyKey", detail }] });
}
