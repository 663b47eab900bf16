// Product: what can be booked.
export * from "./inputs.ts";
export * from "./product.ts";
