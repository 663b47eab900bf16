import { auditRouter } from "./audit/index.ts";
import { availabilityRouter } from "./availability/index.ts";
import { bookingRouter } from "./booking/index.ts";
import { calendarRouter } from "./calendar/index.ts";
import { customerRouter } from "./customer/index.ts";
import { jobRouter } from "./job/index.ts";
import { liveRouter } from "./live/index.ts";
import { locationRouter } from "./location/index.ts";
import { organizationRouter } from "./organization/index.ts";
import { paymentRouter } from "./payment/index.ts";
import { productRouter } from "./product/index.ts";
import { reportRouter } from "./report/index.ts";
import { createCallerFactory, router } from "./trpc.ts";
import { webhookRouter } from "./webhook/index.ts";

export const appRouter = router({
  audit: auditRouter,
  availability: availabilityRouter,
  booking: bookingRouter,
  calendar: calendarRouter,
  customer: customerRouter,
  job: jobRouter,
  live: liveRouter,
  location: locationRouter,
  organization: organizationRouter,
  payment: paymentRouter,
  product: productRouter,
  report: reportRouter,
  webhook: webhookRouter,
});
export type AppRouter = typeof appRouter;

/** Calls procedures in the process, with the same checks as over HTTP. */
export const createCaller = createCallerFactory(appRouter);
