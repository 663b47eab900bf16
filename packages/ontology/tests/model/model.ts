import {
  type BookingAction,
  type BookingStatus,
  bookingTransitions,
  holdsClaims,
} from "@availability/domain/booking";
import { hourMs, minuteMs } from "../races/shop.ts";

/** A booking or a hold as the model keeps it; instants are epoch ms. */
export type Entry = {
  id: string;
  productId: string;
  start: number;
  attendees: number;
  status: BookingStatus;
  expiresAt: number | null;
  /** Not null while it is a hold or was one: the token, and whether it was extended. */
  hold: { token: string; isExtended: boolean } | null;
  /** What it got of the products that its own requires. */
  members: readonly string[];
  /** Its ledger, in the order in which it came; refunds are below zero. Minor units. */
  ledger: readonly number[];
};

export type ModelProduct = { id: string; capacity: number; requiresApproval: boolean; anyOf: string[] };

export type Model = { now: number; products: ModelProduct[]; entries: Entry[] };

export const holdMs = 5 * minuteMs;
export const approvalMs = 180 * minuteMs;
/** What each product costs, minor units. */
export const terms = { priceMinor: 4000, depositMinor: 1000 };
const completeAfterMs = hourMs;
const lengthMs = hourMs;

/** The times that a day of the products' hours has, on the grid. */
export function gridOf(opensAt: number, closesAt: number): number[] {
  const starts: number[] = [];
  for (let start = opensAt; start + lengthMs <= closesAt; start += 30 * minuteMs) starts.push(start);
  return starts;
}

/** True while an entry takes time. */
export function isInForce({ now }: Model, { status, expiresAt }: Entry): boolean {
  return status === "hold" ? (expiresAt ?? 0) > now : holdsClaims(status);
}

/**
 * Whether a party fits at a start when the entry `except` is not counted: minute by minute for the places, since half hours are
 * the finest that begins or ends, and by the members.
 */
export function fits(
  model: Model,
  product: ModelProduct,
  wish: { start: number; attendees: number; except?: string },
): boolean {
  const others = model.entries.filter((entry) => entry.id !== wish.except && isInForce(model, entry));
  for (let at = wish.start; at < wish.start + lengthMs; at += 30 * minuteMs) {
    const taken = others.filter(({ productId, start }) => productId === product.id && covers(start, at));
    if (taken.reduce((sum, { attendees }) => sum + attendees, wish.attendees) > product.capacity)
      return false;
    if (others.some(({ members, start }) => members.includes(product.id) && covers(start, at))) return false;
  }
  if (product.anyOf.length === 0) return true;
  if (others.some(({ productId, start }) => productId === product.id && start === wish.start)) return true;
  return product.anyOf.some((member) => isMemberFree(others, member, wish.start));
}

/** Whether nobody else has the member; `entry` and those of its own time share it. */
export function hasMemberAlone(model: Model, entry: Entry, member: string): boolean {
  const others = model.entries.filter(
    (other) =>
      other.id !== entry.id &&
      isInForce(model, other) &&
      !(other.productId === entry.productId && other.start === entry.start),
  );
  return isMemberFree(others, member, entry.start);
}

function isMemberFree(others: readonly Entry[], member: string, from: number): boolean {
  return !others.some(
    ({ productId, members, start }) =>
      (productId === member || members.includes(member)) && Math.abs(start - from) < lengthMs,
  );
}

const covers = (start: number, at: number) => start <= at && at < start + lengthMs;

/** "ok", or what refuses a booking of this time. */
export function placing(model: Model, product: ModelProduct, wish: Parameters<typeof fits>[2]): string {
  if (wish.start < model.now) return "outside_rules";
  return fits(model, product, wish) ? "ok" : "slot_taken";
}

/** "ok", or what refuses an action on an entry. */
export function acting({ now }: Model, entry: Entry, action: BookingAction): string {
  if (bookingTransitions[entry.status][action] === undefined) return "illegal_transition";
  if (action === "confirm" && entry.status === "hold") return "illegal_transition";
  const isEarly = (action === "complete" || action === "mark_no_show") && entry.start > now;
  return isEarly ? "outside_rules" : "ok";
}

export function act(entry: Entry, action: BookingAction): void {
  entry.status = bookingTransitions[entry.status][action] ?? entry.status;
  if (action !== "reschedule" && action !== "check_in") entry.expiresAt = null;
}

/** What a new booking begins as. */
export function firstState(
  { now }: Model,
  { requiresApproval }: ModelProduct,
): Pick<Entry, "status" | "expiresAt"> {
  return requiresApproval
    ? { status: "pending", expiresAt: now + approvalMs }
    : { status: "confirmed", expiresAt: null };
}

/** Ends what has waited long enough, as the sweeps do. */
export function sweep({ now, entries }: Model): void {
  for (const entry of entries) {
    const waits = entry.status === "hold" || entry.status === "pending";
    if (waits && entry.expiresAt !== null && entry.expiresAt <= now) act(entry, "expire");
    const runs = entry.status === "confirmed" || entry.status === "checked_in";
    if (runs && entry.start + lengthMs + completeAfterMs <= now) act(entry, "complete");
  }
}

/** What of an entry's charges is not given back. */
export function keptOf({ ledger }: Entry): number {
  return ledger.reduce((sum, amount) => sum + amount, 0);
}

/** What the ledger of an entry comes to, and what is still to be paid: nobody is asked for what did not come about. */
export function paymentOf(entry: Entry): { state: string; due: number } {
  const kept = keptOf(entry);
  const hasRefunds = entry.ledger.some((amount) => amount < 0);
  const isOver = ["declined", "expired", "cancelled"].includes(entry.status);
  const due = isOver ? 0 : Math.max(0, terms.priceMinor - kept);
  if (kept >= terms.priceMinor) return { state: "paid", due };
  if (hasRefunds) return { state: kept === 0 ? "refunded" : "partially_refunded", due };
  return { state: kept >= terms.depositMinor ? "deposit_paid" : "unpaid", due };
}
