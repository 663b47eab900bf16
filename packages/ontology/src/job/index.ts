// Job: what was to happen by itself, whether it does, and what failed.
export { dismissFailure } from "./dismiss-failure.ts";
export { getJobHealth, type JobHealth, type JobTick } from "./get-job-health.ts";
export { type Failure, failureStatuses, ListFailures, listFailures } from "./list-failures.ts";
export { FailedRun, recordFailure } from "./record-failure.ts";
export { recordTick } from "./record-tick.ts";
export { retryAll, retryFailure } from "./retry-failure.ts";
export { jobRouter } from "./router.ts";
export { jobSchedules, type ScheduledJob } from "./schedules.ts";
