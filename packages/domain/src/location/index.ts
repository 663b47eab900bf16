// Location: where products are.
export * from "./inputs.ts";
export * from "./location.ts";
