import {
  CreateBlock,
  CreateException,
  FindNextSlots,
  GetProductCalendar,
  ListSlots,
  ListSlotsOfProducts,
  SetSchedule,
} from "@availability/domain/availability";
import { procedure, router } from "../trpc.ts";
import { createBlock } from "./create-block.ts";
import { createException } from "./create-exception.ts";
import { findNextSlots } from "./find-next-slots.ts";
import { getProductCalendar } from "./get-product-calendar.ts";
import { listSlots } from "./list-slots.ts";
import { listSlotsOfProducts } from "./list-slots-of-products.ts";
import { setSchedule } from "./set-schedule.ts";

export const availabilityRouter = router({
  slots: procedure.input(ListSlots).query(({ ctx, input }) => listSlots(ctx, input)),
  slotsOfProducts: procedure
    .input(ListSlotsOfProducts)
    .query(({ ctx, input }) => listSlotsOfProducts(ctx, input)),
  nextSlots: procedure.input(FindNextSlots).query(({ ctx, input }) => findNextSlots(ctx, input)),
  calendar: procedure.input(GetProductCalendar).query(({ ctx, input }) => getProductCalendar(ctx, input)),
  setSchedule: procedure.input(SetSchedule).mutation(({ ctx, input }) => setSchedule(ctx, input)),
  createException: procedure.input(CreateException).mutation(({ ctx, input }) => createException(ctx, input)),
  createBlock: procedure.input(CreateBlock).mutation(({ ctx, input }) => createBlock(ctx, input)),
});
