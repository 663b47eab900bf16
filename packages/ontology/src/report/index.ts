// Report: its router and verbs. What there is and what happened, in figures; it writes nothing.
export type { FirstSteps } from "./get-first-steps.ts";
export { reportRouter } from "./router.ts";
