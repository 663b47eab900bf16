// Customer: who books. Found again by e-mail address within the organisation.
export { CustomerSearch, MergeCustomers, UpdateCustomer } from "./inputs.ts";
