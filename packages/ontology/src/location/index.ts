// Location: its router and verbs.
export { createLocation } from "./create-location.ts";
export { listLocations } from "./list-locations.ts";
export type { Location } from "./location-view.ts";
export { locationRouter } from "./router.ts";
