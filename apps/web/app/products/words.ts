import type { PaymentPolicy, ProductType } from "@availability/domain/product";

export const typeWords: Record<ProductType, string> = {
  room: "Room",
  staff: "Staff member",
  equipment: "Equipment",
  space: "Space",
  appointment: "Appointment",
  class: "Class",
  treatment: "Treatment",
};

export const typeOptions = Object.entries(typeWords).map(([value, label]) => ({ value, label }));

/** What the number of places means for a type. */
export const placesMeaning: Record<ProductType, string> = {
  room: "How many people can use it at one time. 1: one booking has it to itself.",
  staff: "How many people one member of staff serves at one time; mostly 1.",
  equipment: "How many of it you have. Each booking takes one or more.",
  space: "How many places it has. Bookings share it until they are taken.",
  appointment: "How many people one appointment is for; mostly 1.",
  class: "How many people can take part at one time.",
  treatment: "How many people can be treated at one time; mostly 1.",
};

export const policyWords: Record<PaymentPolicy, string> = {
  none: "Nothing: it is confirmed without payment",
  deposit: "The deposit",
  full: "The whole price",
};

/** "1 h 30 min" */
export function durationWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
