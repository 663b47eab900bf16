// REST v1: routing, validation and the OpenAPI document from one set of zod schemas; one file per noun.
import { OpenAPIHono } from "@hono/zod-openapi";
import { authenticate } from "./authenticate.ts";
import { registerBlocks } from "./blocks.ts";
import { registerBookingActions } from "./booking-actions.ts";
import { registerBookings } from "./bookings.ts";
import { registerBookingsListing } from "./bookings-listing.ts";
import { registerBookingTimeline } from "./bookings-timeline.ts";
import { registerCustomers } from "./customers.ts";
import { registerCustomerChanges } from "./customers-changes.ts";
import type { RestApi, RestEnvironment } from "./environment.ts";
import { registerExceptions } from "./exceptions.ts";
import { limitBody, neverStored, refuseOtherMethods } from "./guards.ts";
import { registerHolds } from "./holds.ts";
import { registerHolidays } from "./holidays.ts";
import { registerLocationChanges } from "./location-changes.ts";
import { registerLocations } from "./locations.ts";
import { registerOpenApi } from "./open-api.ts";
import { answerProblem, refuseInvalid, refuseUnknownPath } from "./problem.ts";
import { registerPayments } from "./payments.ts";
import { registerProductChanges } from "./product-changes.ts";
import { registerProducts } from "./products.ts";
import { registerSchedules } from "./schedules.ts";
import { registerSchedulesOfOwners } from "./schedules-of-owners.ts";
import { registerSlots } from "./slots.ts";

/** The API: `fetch(request, bindings)` answers one request whose path begins with /api/v1. Never rejects. */
export const restApi: RestApi = createRestApi();

function createRestApi(): RestApi {
  const api = new OpenAPIHono<RestEnvironment>({ defaultHook: refuseInvalid });
  api.onError(answerProblem);
  api.notFound(refuseUnknownPath);
  api.use("*", neverStored, authenticate, limitBody);
  registerLocations(api);
  registerLocationChanges(api);
  registerProducts(api);
  registerProductChanges(api);
  registerSchedules(api);
  registerSchedulesOfOwners(api);
  registerExceptions(api);
  registerHolidays(api);
  registerBlocks(api);
  registerSlots(api);
  registerHolds(api);
  registerBookings(api);
  registerBookingsListing(api);
  registerBookingTimeline(api);
  registerBookingActions(api);
  registerPayments(api);
  registerCustomers(api);
  registerCustomerChanges(api);
  registerOpenApi(api);
  refuseOtherMethods(api);
  return api;
}
