import {
  ExportCustomer,
  exportCustomer,
  GetCustomer,
  getCustomer,
  ListCustomers,
  listCustomers,
} from "@availability/ontology/customer";
import { createRoute, z } from "@hono/zod-openapi";
import {
  Customer,
  CustomerExport,
  CustomerHistory,
  customerToWire,
  exportToWire,
  historyToWire,
} from "./customers-wire.ts";
import type { RestApi } from "./environment.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const tags = ["Customers"];

const list = createRoute({
  method: "get",
  path: "/api/v1/customers",
  tags,
  summary: "List customers by name",
  description: "`query` finds those whose name or e-mail address begins with it, in any case.",
  request: { query: z.strictObject(ListCustomers.shape) },
  responses: {
    200: json(z.object({ data: z.array(Customer), nextCursor }), "One page"),
    ...problems(400, 401, 403),
  },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/customers/{id}",
  tags,
  summary: "Read one customer, what it comes to, and its bookings, the newest first",
  request: { params: IdParam, query: z.strictObject(GetCustomer.omit({ customerId: true }).shape) },
  responses: {
    200: json(CustomerHistory, "The customer and a page of its bookings"),
    ...problems(400, 401, 403, 404),
  },
});

const exportAll = createRoute({
  method: "get",
  path: "/api/v1/customers/{id}/export",
  tags,
  summary: "Export everything that is kept about a customer",
  description: "Bookings with notes, timeline and payments, at most 1000 a page.",
  request: { params: IdParam, query: z.strictObject(ExportCustomer.omit({ customerId: true }).shape) },
  responses: { 200: json(CustomerExport, "The personal data"), ...problems(400, 401, 403, 404) },
});

export function registerCustomers(api: RestApi): void {
  api.openapi(list, async (context) => {
    const page = await listCustomers(context.var.ctx, context.req.valid("query"));
    return context.json({ data: page.data.map(customerToWire), nextCursor: page.nextCursor }, 200);
  });
  api.openapi(get, async (context) => {
    const { id: customerId } = context.req.valid("param");
    const input = { ...context.req.valid("query"), customerId };
    return context.json(historyToWire(await getCustomer(context.var.ctx, input)), 200);
  });
  api.openapi(exportAll, async (context) => {
    const { id: customerId } = context.req.valid("param");
    const input = { ...context.req.valid("query"), customerId };
    return context.json(exportToWire(await exportCustomer(context.var.ctx, input)), 200);
  });
}
