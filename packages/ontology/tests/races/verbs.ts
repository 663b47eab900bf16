import { CreateBlock } from "@availability/domain/availability";
import {
  CancelBooking,
  CancelSeries,
  ChangeBooking,
  ConfirmBooking,
  CreateBooking,
  CreateHold,
  CreateSeries,
  EditSeries,
  HoldChange,
  RescheduleBooking,
} from "@availability/domain/booking";
import { ProductChange, UpdateProduct } from "@availability/domain/product";
import { createBlock } from "../../src/availability/index.ts";
import {
  cancelBooking,
  cancelSeries,
  checkInBooking,
  completeBooking,
  confirmBooking,
  createBooking,
  createHold,
  createSeries,
  declineBooking,
  editSeries,
  expireBookings,
  extendHold,
  releaseHold,
  rescheduleBooking,
} from "../../src/booking/index.ts";
import type { Ctx } from "../../src/index.ts";
import { archiveProduct, updateProduct } from "../../src/product/index.ts";

export const verbNames = [
  "create",
  "hold",
  "extend",
  "release",
  "confirm",
  "decline",
  "cancel",
  "checkIn",
  "complete",
  "reschedule",
  "expire",
  "archive",
  "update",
  "block",
  "series",
  "cancelSeries",
  "editSeries",
] as const;

/** The verbs as the doors call them: input parsed by its schema. */
export const verbs: Record<(typeof verbNames)[number], (ctx: Ctx, input: unknown) => Promise<unknown>> = {
  create: (ctx, input) => createBooking(ctx, CreateBooking.parse(input)),
  hold: (ctx, input) => createHold(ctx, CreateHold.parse(input)),
  extend: (ctx, input) => extendHold(ctx, HoldChange.parse(input)),
  release: async (ctx, input) => releaseHold(ctx, HoldChange.parse(input)),
  confirm: (ctx, input) => confirmBooking(ctx, ConfirmBooking.parse(input)),
  decline: (ctx, input) => declineBooking(ctx, ChangeBooking.parse(input)),
  cancel: (ctx, input) => cancelBooking(ctx, CancelBooking.parse(input)),
  checkIn: (ctx, input) => checkInBooking(ctx, ChangeBooking.parse(input)),
  complete: (ctx, input) => completeBooking(ctx, ChangeBooking.parse(input)),
  reschedule: (ctx, input) => rescheduleBooking(ctx, RescheduleBooking.parse(input)),
  expire: (ctx) => expireBookings(ctx),
  archive: (ctx, input) => archiveProduct(ctx, ProductChange.parse(input)),
  update: (ctx, input) => updateProduct(ctx, UpdateProduct.parse(input)),
  series: (ctx, input) => createSeries(ctx, CreateSeries.parse(input)),
  cancelSeries: (ctx, input) => cancelSeries(ctx, CancelSeries.parse(input)),
  editSeries: (ctx, input) => editSeries(ctx, EditSeries.parse(input)),
  block: (ctx, input) => createBlock(ctx, CreateBlock.parse(input)),
};
