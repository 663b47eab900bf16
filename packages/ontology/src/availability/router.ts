import {
  CountDays,
  FindNextSlots,
  GetProductCalendar,
  GetProductCalendars,
  ListSlots,
  ListSlotsOfProducts,
} from "@availability/domain/availability";
import { procedure, router } from "../trpc.ts";
import { countDays } from "./count-days.ts";
import { findNextSlots } from "./find-next-slots.ts";
import { getProductCalendar, getProductCalendars } from "./get-product-calendar.ts";
import { hoursProcedures } from "./hours-procedures.ts";
import { listSlots } from "./list-slots.ts";
import { listSlotsOfProducts } from "./list-slots-of-products.ts";
import { PreviewSlots, previewSlots } from "./preview-slots.ts";

export const availabilityRouter = router({
  slots: procedure.input(ListSlots).query(({ ctx, input }) => listSlots(ctx, input)),
  slotsOfProducts: procedure
    .input(ListSlotsOfProducts)
    .query(({ ctx, input }) => listSlotsOfProducts(ctx, input)),
  previewSlots: procedure.input(PreviewSlots).query(({ ctx, input }) => previewSlots(ctx, input)),
  nextSlots: procedure.input(FindNextSlots).query(({ ctx, input }) => findNextSlots(ctx, input)),
  calendar: procedure.input(GetProductCalendar).query(({ ctx, input }) => getProductCalendar(ctx, input)),
  calendars: procedure.input(GetProductCalendars).query(({ ctx, input }) => getProductCalendars(ctx, input)),
  dayCounts: procedure.input(CountDays).query(({ ctx, input }) => countDays(ctx, input)),
  ...hoursProcedures,
});
