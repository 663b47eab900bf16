// Report: its router and verbs. What there is and what happened, in figures; it writes nothing.
export type { FirstSteps } from "./get-first-steps.ts";
export type { Summary } from "./get-summary.ts";
export type { UtilisationReport } from "./get-utilisation.ts";
export type { LeadTimeCount } from "./list-lead-times.ts";
export { type Week, type WeekStatus, weekStatuses } from "./list-weeks.ts";
export { reportRouter } from "./router.ts";
