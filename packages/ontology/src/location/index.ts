// Location: its router and verbs.
export { archiveLocation } from "./archive-location.ts";
export { createLocation } from "./create-location.ts";
export { deleteLocation } from "./delete-location.ts";
export { getLocation } from "./get-location.ts";
export { ListLocations, listLocations } from "./list-locations.ts";
export type { Location } from "./location-view.ts";
export { restoreLocation } from "./restore-location.ts";
export { locationRouter } from "./router.ts";
export { updateLocation } from "./update-location.ts";
