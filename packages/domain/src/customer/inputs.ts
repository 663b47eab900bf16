import * as z from "zod";
import { CustomerInput } from "../booking/inputs.ts";

const customerId = z.uuid("An id of one of your customers");

/** The beginning of a name or of an e-mail address, in any case. */
export const CustomerSearch = z
  .string("A text")
  .trim()
  .min(1, "At least 1 character")
  .max(100, "At most 100 characters");

/** Fields left out stay as they are; null removes a phone number or a time zone. */
export const UpdateCustomer = z.object({ customerId, ...CustomerInput.partial().shape });
export type UpdateCustomer = z.output<typeof UpdateCustomer>;

/** `keepId` takes over what `mergeId` has, which is then gone. */
export const MergeCustomers = z.object({ keepId: customerId, mergeId: customerId });
export type MergeCustomers = z.output<typeof MergeCustomers>;
