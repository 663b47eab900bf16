// Product: its router and verbs.
export { createProduct } from "./create-product.ts";
export { getProduct } from "./get-product.ts";
export { listProducts } from "./list-products.ts";
export type { Product } from "./product-view.ts";
export { productRouter } from "./router.ts";
