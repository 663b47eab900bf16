import { CreateProduct } from "@availability/domain/product";
import * as z from "zod";
import { PageInput } from "../page.ts";
import { procedure, router } from "../trpc.ts";
import { createProduct } from "./create-product.ts";
import { getProduct } from "./get-product.ts";
import { listProducts } from "./list-products.ts";

export const productRouter = router({
  list: procedure.input(PageInput).query(({ ctx, input }) => listProducts(ctx, input)),
  get: procedure.input(z.object({ productId: z.uuid() })).query(({ ctx, input }) => getProduct(ctx, input)),
  create: procedure.input(CreateProduct).mutation(({ ctx, input }) => createProduct(ctx, input)),
});
