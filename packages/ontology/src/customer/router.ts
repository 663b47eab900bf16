import { MergeCustomers, UpdateCustomer } from "@availability/domain/customer";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { ExportCustomer, exportCustomer } from "./export-customer.ts";
import { GetCustomer, getCustomer } from "./get-customer.ts";
import { ListCustomers, listCustomers } from "./list-customers.ts";
import { mergeCustomers } from "./merge-customers.ts";
import { updateCustomer } from "./update-customer.ts";

const CustomerId = z.object({ customerId: z.uuid("An id of one of your customers") });

export const customerRouter = router({
  list: procedure.input(ListCustomers).query(({ ctx, input }) => listCustomers(ctx, input)),
  get: procedure.input(GetCustomer).query(({ ctx, input }) => getCustomer(ctx, input)),
  export: procedure.input(ExportCustomer).query(({ ctx, input }) => exportCustomer(ctx, input)),
  update: procedure.input(UpdateCustomer).mutation(({ ctx, input }) => updateCustomer(ctx, input)),
  merge: procedure.input(MergeCustomers).mutation(({ ctx, input }) => mergeCustomers(ctx, input)),
  erase: procedure.input(CustomerId).mutation(({ ctx, input }) => eraseCustomer(ctx, input)),
});
