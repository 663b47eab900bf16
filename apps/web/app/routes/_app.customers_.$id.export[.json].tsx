import type { CustomerExport } from "@availability/ontology/customer";
import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { isId } from "~/bookings/id.ts";
import { type Caller, orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

/** Everything that is kept about a customer, as one file. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  if (!isId(params.id)) throw data("No customer of your organisation has this id", { status: 404 });
  const exported = await orRefusalPage(readAll(trpc, params.id));
  return new Response(JSON.stringify(exported, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="customer-${params.id}.json"`,
      "Cache-Control": "no-store",
    },
  });
}

/** The pages of a person's export put together; one person has few bookings. */
async function readAll(trpc: Caller, customerId: string) {
  const first = await trpc.customer.export({ customerId });
  const bookings: CustomerExport["bookings"]["data"] = [...first.bookings.data];
  let cursor = first.bookings.nextCursor;
  while (cursor) {
    const page = await trpc.customer.export({ customerId, cursor });
    bookings.push(...page.bookings.data);
    cursor = page.bookings.nextCursor;
  }
  return { ...first, bookings };
}
