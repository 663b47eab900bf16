// Calendar: the provider port and the pure rules of sync.
export * from "./port.ts";
