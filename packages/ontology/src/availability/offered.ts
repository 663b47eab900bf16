import { DomainError } from "@availability/domain/errors";
import type { ProductAvailability } from "./read-availability.ts";

type Wish = { durationMinutes?: number; attendees?: number };

/** Throws `outside_rules` for an archived product. */
export function requireActive({ status }: Pick<ProductAvailability, "status">, pointer = "/productId"): void {
  if (status === "active") return;
  const detail = "This product is archived; restore it first";
  throw new DomainError("outside_rules", detail, { errors: [{ pointer, detail }] });
}

/** Throws `invalid` for a duration or a number of attendees that the product does not offer. */
export function requireOffered(availability: ProductAvailability, wish: Wish): void {
  const { durationsMinutes, maxAttendeesPerBooking } = availability;
  if (!offersDuration(availability, wish)) {
    const detail = `This product is booked for ${durationsMinutes.join(", ")} minutes; choose one of these`;
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/durationMinutes", detail }] });
  }
  if (!offersAttendees(availability, wish)) {
    const detail = `One booking holds at most ${maxAttendeesPerBooking} attendees`;
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/attendees", detail }] });
  }
}

/** True when a booking of this duration for as many attendees is possible at all. */
export function isOffered(availability: ProductAvailability, wish: Wish): boolean {
  return offersDuration(availability, wish) && offersAttendees(availability, wish);
}

function offersDuration({ durationsMinutes }: ProductAvailability, { durationMinutes }: Wish): boolean {
  return durationMinutes === undefined || durationsMinutes.includes(durationMinutes);
}

function offersAttendees({ maxAttendeesPerBooking }: ProductAvailability, { attendees = 1 }: Wish): boolean {
  return attendees <= maxAttendeesPerBooking;
}
