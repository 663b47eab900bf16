// Availability: hours, exceptions, blocks, and what they leave free.
export { createBlock } from "./create-block.ts";
export { createException } from "./create-exception.ts";
export { findNextSlots, type NextSlots } from "./find-next-slots.ts";
export { getProductCalendar, type ProductCalendar } from "./get-product-calendar.ts";
export { listSlots, type Slots } from "./list-slots.ts";
export { listSlotsOfProducts, type SlotsOfProduct } from "./list-slots-of-products.ts";
export { readAvailability } from "./read-availability.ts";
export { availabilityRouter } from "./router.ts";
export { setSchedule } from "./set-schedule.ts";
export type { StaleCalendar } from "./slot-query.ts";
