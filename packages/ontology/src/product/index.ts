// Product: its router and verbs.
export { archiveProduct } from "./archive-product.ts";
export { createProduct } from "./create-product.ts";
export { deleteProduct } from "./delete-product.ts";
export { getProduct } from "./get-product.ts";
export { ListProducts, listProducts } from "./list-products.ts";
export type { Product } from "./product-view.ts";
export { restoreProduct } from "./restore-product.ts";
export { productRouter } from "./router.ts";
export {
  type AffectedBookings,
  bookingsUsing,
  type StandingBooking,
  standingBookings,
} from "./standing-bookings.ts";
export { type ChangedProduct, updateProduct } from "./update-product.ts";
