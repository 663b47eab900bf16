import { MergeCustomers } from "@availability/domain/customer";
import { DomainError, type FieldError, isDomainError } from "@availability/domain/errors";
import { eraseCustomer, mergeCustomers, updateCustomer } from "@availability/ontology/customer";
import { createRoute, z } from "@hono/zod-openapi";
import { Customer, CustomerChanges, customerToWire, Erasure, erasureToWire } from "./customers-wire.ts";
import type { RestApi } from "./environment.ts";
import { IdParam, json, problems } from "./schemas.ts";

const MergeBody = z.strictObject({ customerId: MergeCustomers.shape.mergeId }).openapi("CustomerToMerge");

const tags = ["Customers"];
const refusals = problems(400, 401, 403, 404, 409, 413, 415, 422);

const update = createRoute({
  method: "patch",
  path: "/api/v1/customers/{id}",
  tags,
  summary: "Correct a customer",
  description:
    "Fields left out stay as they are. 409 `in_use` names the `customerId` that has the e-mail address: merge the two.",
  request: {
    params: IdParam,
    body: { required: true, content: { "application/json": { schema: CustomerChanges } } },
  },
  responses: { 200: json(Customer, "The customer as it is now"), ...refusals },
});

const merge = createRoute({
  method: "post",
  path: "/api/v1/customers/{id}/merge",
  tags,
  summary: "Take over all that another customer has",
  description: "Bookings and series of `customerId` are then of this one, and `customerId` is gone.",
  request: {
    params: IdParam,
    body: { required: true, content: { "application/json": { schema: MergeBody } } },
  },
  responses: { 200: json(Customer, "The customer that stays"), ...refusals },
});

const erase = createRoute({
  method: "delete",
  path: "/api/v1/customers/{id}",
  tags,
  summary: "Erase the personal data of a customer",
  description:
    "Name, addresses, notes, reasons and references go; times, statuses and amounts stay. 409 `in_use` lists the `bookings` that are still to come. Again it changes nothing.",
  request: { params: IdParam },
  responses: {
    200: json(Erasure, "What is gone, and what is elsewhere"),
    ...problems(401, 403, 404, 409),
  },
});

export function registerCustomerChanges(api: RestApi): void {
  api.openapi(update, async (context) => {
    const { id: customerId } = context.req.valid("param");
    const input = { ...context.req.valid("json"), customerId };
    return context.json(customerToWire(await updateCustomer(context.var.ctx, input)), 200);
  });
  api.openapi(merge, async (context) => {
    const { id: keepId } = context.req.valid("param");
    const { customerId: mergeId } = context.req.valid("json");
    const merged = await withWirePointers(() => mergeCustomers(context.var.ctx, { keepId, mergeId }));
    return context.json(customerToWire(merged), 200);
  });
  api.openapi(erase, async (context) => {
    const { id: customerId } = context.req.valid("param");
    return context.json(erasureToWire(await eraseCustomer(context.var.ctx, { customerId })), 200);
  });
}

/** The customer that stays is named by the path, which has no pointer. */
async function withWirePointers<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isDomainError(error) || !Array.isArray(error.details.errors)) throw error;
    const errors = error.details.errors.flatMap(({ pointer, detail }: FieldError) =>
      pointer === "/keepId" ? [] : [{ pointer: pointer === "/mergeId" ? "/customerId" : pointer, detail }],
    );
    throw new DomainError(error.code, error.message, { ...error.details, errors });
  }
}
