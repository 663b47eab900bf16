// Calendar: the provider port and the pure rules of sync.

export * from "./busy.ts";
export * from "./event-instants.ts";
export * from "./port.ts";
