// Calendar: the provider port and the pure rules of sync.

export * from "./all-day.ts";
export * from "./busy.ts";
export * from "./inputs.ts";
export * from "./port.ts";
export * from "./push.ts";
export * from "./reconcile.ts";
export * from "./sync-window.ts";
