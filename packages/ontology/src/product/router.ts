import { CreateProduct, ProductChange, UpdateProduct } from "@availability/domain/product";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { archiveProduct } from "./archive-product.ts";
import { createProduct } from "./create-product.ts";
import { deleteProduct } from "./delete-product.ts";
import { getProduct } from "./get-product.ts";
import { ListProducts, listProducts } from "./list-products.ts";
import { restoreProduct } from "./restore-product.ts";
import { updateProduct } from "./update-product.ts";

export const productRouter = router({
  list: procedure.input(ListProducts).query(({ ctx, input }) => listProducts(ctx, input)),
  get: procedure.input(z.object({ productId: z.uuid() })).query(({ ctx, input }) => getProduct(ctx, input)),
  create: procedure.input(CreateProduct).mutation(({ ctx, input }) => createProduct(ctx, input)),
  update: procedure.input(UpdateProduct).mutation(({ ctx, input }) => updateProduct(ctx, input)),
  archive: procedure.input(ProductChange).mutation(({ ctx, input }) => archiveProduct(ctx, input)),
  restore: procedure.input(ProductChange).mutation(({ ctx, input }) => restoreProduct(ctx, input)),
  delete: procedure.input(ProductChange).mutation(({ ctx, input }) => deleteProduct(ctx, input)),
});
