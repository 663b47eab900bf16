// Live: which kinds of rows changed, told as it happens.
export { liveChanges } from "./live-changes.ts";
export { liveRouter } from "./router.ts";
