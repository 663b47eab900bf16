// Booking: the life of a booking as a table of transitions. Rules: docs/spec/booking.md.
export * from "./inputs.ts";
export * from "./lanes.ts";
export * from "./series-inputs.ts";
export {
  allowedActions,
  type BookingAction,
  type BookingStatus,
  bookingActions,
  bookingStatuses,
  bookingTransitions,
  claimingStatuses,
  holdsClaims,
  isFinal,
  transition,
} from "./status.ts";
export {
  amountToConfirm,
  type BookingTerms,
  cancelFreeUntil,
  cancellationFee,
  initialState,
} from "./terms.ts";
