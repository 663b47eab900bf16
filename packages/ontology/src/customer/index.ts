// Customer: its router and verbs. Who books: found, corrected, merged, exported and erased.
export type { Customer } from "./customer-view.ts";
export { type Erasure, eraseCustomer } from "./erase-customer.ts";
export { type CustomerExport, ExportCustomer, exportCustomer } from "./export-customer.ts";
export { type CustomerHistory, GetCustomer, getCustomer } from "./get-customer.ts";
export { ListCustomers, listCustomers } from "./list-customers.ts";
export { mergeCustomers } from "./merge-customers.ts";
export { customerRouter } from "./router.ts";
export { updateCustomer } from "./update-customer.ts";
