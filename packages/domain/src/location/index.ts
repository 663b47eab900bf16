// Location: where products are.
export * from "./faults.ts";
export * from "./inputs.ts";
export * from "./location.ts";
