import { DomainError, type FieldError, isDomainError } from "@availability/domain/errors";
import { RecordPayment } from "@availability/domain/payment";
import { PageInput } from "@availability/ontology";
import { listLatePayments, listPayments, recordPayment } from "@availability/ontology/payment";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import {
  LatePayment,
  Ledger,
  lateToWire,
  ledgerToWire,
  NewPayment,
  Payment,
  paymentToWire,
} from "./payments-wire.ts";
import { invalidInput } from "./problem.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const tags = ["Payments"];

const list = createRoute({
  method: "get",
  path: "/api/v1/bookings/{id}/payments",
  tags,
  summary: "List the payments of a booking, and what they come to",
  request: { params: IdParam, query: z.strictObject(PageInput.shape) },
  responses: { 200: json(Ledger, "One page, and the sums of all"), ...problems(400, 401, 403, 404) },
});

const record = createRoute({
  method: "post",
  path: "/api/v1/bookings/{id}/payments",
  tags,
  summary: "Record a charge or a refund",
  description:
    "`amount` is in minor units. The charge that completes what must be paid first confirms a pending booking. One that its booking no longer needs is recorded with `isLate`. 422 `outside_rules` names the `restMinor` that can be refunded. The same Idempotency-Key records one payment, for good.",
  request: {
    params: IdParam,
    body: { required: true, content: { "application/json": { schema: NewPayment } } },
  },
  responses: {
    201: json(Payment, "The payment"),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
});

const listLate = createRoute({
  method: "get",
  path: "/api/v1/payments",
  tags,
  summary: "List late payments, the newest first",
  description: "Charges that came when their booking had ended. `rest` is what is still to be given back.",
  request: {
    query: z.strictObject({ ...PageInput.shape, late: z.literal("true", "Only late=true can be listed") }),
  },
  responses: {
    200: json(z.object({ data: z.array(LatePayment), nextCursor }), "One page"),
    ...problems(400, 401, 403),
  },
});

export function registerPayments(api: RestApi): void {
  api.openapi(list, async (context) => {
    const { id: bookingId } = context.req.valid("param");
    const page = context.req.valid("query");
    return context.json(ledgerToWire(await listPayments(context.var.ctx, { ...page, bookingId })), 200);
  });
  api.openapi(record, async (context) => {
    const { id: bookingId } = context.req.valid("param");
    const { amount: amountMinor, ...fields } = context.req.valid("json");
    const idempotencyKey = idempotencyKeyOf(context.req.header("Idempotency-Key"));
    const input = { ...fields, bookingId, amountMinor, ...(idempotencyKey ? { idempotencyKey } : {}) };
    const payment = await withWirePointers(() => recordPayment(context.var.ctx, input));
    return context.json(paymentToWire(payment), 201);
  });
  api.openapi(listLate, async (context) => {
    const { late: _late, ...page } = context.req.valid("query");
    const { data, nextCursor } = await listLatePayments(context.var.ctx, page);
    return context.json({ data: data.map(lateToWire), nextCursor }, 200);
  });
}

/** Money is kept apart by the key for good, and not only as long as answers are kept. */
function idempotencyKeyOf(header: string | undefined): string | undefined {
  const key = RecordPayment.shape.idempotencyKey.safeParse(header);
  if (key.success) return key.data;
  throw invalidInput([{ pointer: "", detail: "Idempotency-Key takes 1 to 255 characters" }]);
}

const wirePointers: Record<string, string> = { "/amountMinor": "/amount", "/idempotencyKey": "" };

/** Runs a verb; the pointers of its refusals then lead into the body that was sent. */
async function withWirePointers<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isDomainError(error) || !Array.isArray(error.details.errors)) throw error;
    const errors = error.details.errors.map(({ pointer, detail }: FieldError) => ({
      pointer: wirePointers[pointer] ?? pointer,
      detail,
    }));
    throw new DomainError(error.code, error.message, { ...error.details, errors });
  }
}
