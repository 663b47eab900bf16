import { expect, test } from "vitest";
import { operationId } from "./operation-id.ts";

test.each([
  ["get", "/api/v1/products", "listProducts"],
  ["post", "/api/v1/products", "createProduct"],
  ["get", "/api/v1/products/{id}", "getProduct"],
  ["patch", "/api/v1/products/{id}", "updateProduct"],
  ["delete", "/api/v1/blocks/{id}", "deleteBlock"],
  ["post", "/api/v1/bookings/{id}/check-in", "checkInBooking"],
  ["get", "/api/v1/products/{id}/schedule", "getProductSchedule"],
  ["put", "/api/v1/products/{id}/schedule", "setProductSchedule"],
  ["get", "/api/v1/products/{id}/blocks", "listProductBlocks"],
  ["post", "/api/v1/products/{id}/blocks", "createProductBlock"],
  ["get", "/api/v1/products/{id}/schedules", "listProductSchedules"],
  ["put", "/api/v1/organization/holidays", "setOrganizationHolidays"],
  ["delete", "/api/v1/schedule-assignments/{id}", "deleteScheduleAssignment"],
  ["post", "/api/v1/series", "createSeries"],
  ["get", "/api/v1/series", "listSeries"],
  ["get", "/api/v1/series/{id}", "getSeries"],
  ["post", "/api/v1/series/preview", "createSeriesPreview"],
  ["post", "/api/v1/series/{id}/cancel", "cancelSeries"],
])("%s %s is %s", (method, path, name) => expect(operationId(method, path)).toBe(name));
