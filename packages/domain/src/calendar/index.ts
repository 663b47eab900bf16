// Calendar: the provider port and the pure rules of sync.

export * from "./all-day.ts";
export * from "./busy.ts";
export * from "./conflicts.ts";
export * from "./event-mark.ts";
export * from "./health.ts";
export * from "./health-words.ts";
export * from "./inputs.ts";
export * from "./own-change.ts";
export * from "./port.ts";
export * from "./push.ts";
export * from "./reconcile.ts";
export * from "./sync-turns.ts";
export * from "./sync-window.ts";
export * from "./watch.ts";
