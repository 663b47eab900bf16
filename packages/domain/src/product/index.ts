// Product: what can be booked, and what it requires of others.
export * from "./faults.ts";
export * from "./inputs.ts";
export * from "./overfull.ts";
export * from "./product.ts";
export * from "./requirement-graph.ts";
export * from "./requirement-inputs.ts";
