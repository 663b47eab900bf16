import type { BookingAction } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import fc from "fast-check";
import { expect } from "vitest";
import {
  cancelBooking,
  checkInBooking,
  completeBooking,
  completeEndedBookings,
  confirmBooking,
  createBooking,
  createHold,
  declineBooking,
  expireBookings,
  extendHold,
  markNoShow,
  releaseHold,
  rescheduleBooking,
} from "../../src/booking/index.ts";
import type { Ctx } from "../../src/index.ts";
import { recordPayment } from "../../src/payment/index.ts";
import { customerOf, minuteMs } from "../races/shop.ts";
import {
  act,
  acting,
  type Entry,
  firstState,
  gridOf,
  holdMs,
  keptOf,
  type Model,
  type ModelProduct,
  placing,
  sweep,
} from "./model.ts";
import { answerOf, expectAlike, membersOf, type Real } from "./real.ts";

type Command = fc.AsyncCommand<Model, Real>;
/** Which product, time and party, by number; taken modulo what there is. */
type Wish = { product: number; slot: number; attendees: number };

const wish = fc.record({
  product: fc.nat({ max: 3 }),
  // Few times, so that bookings meet.
  slot: fc.nat({ max: 6 }),
  attendees: fc.constantFrom(1, 1, 2),
});
const place = fc.nat({ max: 30 });
const advances = [2, 5, 30, 200, 1500].map((minutes) => minutes * minuteMs);

/** Every command, those that make something more often than those that end it. */
export const commands: fc.Arbitrary<Command>[] = [
  wish.map((given) => command(`book ${say(given)}`, (model, real) => book(model, real, given))),
  wish.map((given) => command(`book ${say(given)}`, (model, real) => book(model, real, given))),
  wish.map((given) => command(`hold ${say(given)}`, (model, real) => hold(model, real, given))),
  place.map((given) => onHold(`book hold ${given}`, given, bookHold)),
  place.map((given) => onHold(`extend hold ${given}`, given, extend)),
  place.map((given) => onHold(`release hold ${given}`, given, release)),
  fc
    .tuple(place, wish)
    .map(([given, { slot }]) =>
      onAny(`move ${given} to ${slot}`, given, (model, real, entry) => move(model, real, entry, slot)),
    ),
  ...action("confirm", confirmBooking),
  ...action("decline", declineBooking),
  ...action("cancel", cancelBooking),
  ...action("check_in", checkInBooking),
  ...action("complete", completeBooking),
  ...action("mark_no_show", markNoShow),
  // Part of the deposit, the deposit, the price, and more than that.
  ...payment("charge", [400, 1000, 4000, 5000]),
  ...payment("refund", [400, 1000, 4000]),
  fc.constant(command("sweep", sweepBoth)),
  fc.constantFrom(...advances).map((ms) => command(`wait ${ms / minuteMs} minutes`, wait(ms))),
];

type Run = (model: Model, real: Real) => Promise<void>;

function command(name: string, run: Run, check: (model: Model) => boolean = () => true): Command {
  return {
    check,
    async run(model, real) {
      await run(model, real);
      await expectAlike(model, real);
    },
    toString: () => name,
  };
}

type OnEntry = (model: Model, real: Real, entry: Entry) => Promise<void>;

function onHold(name: string, given: number, run: OnEntry): Command {
  return onEntries(name, given, run, ({ hold }) => hold !== null);
}

/** A hold that nobody has booked is no booking yet: `release` ends it, not `cancel`. */
function onAny(name: string, given: number, run: OnEntry): Command {
  return onEntries(name, given, run, () => true);
}

function onEntries(name: string, given: number, run: OnEntry, isMeant: (entry: Entry) => boolean): Command {
  const pick = (model: Model) => {
    const meant = model.entries.filter(isMeant);
    return meant[given % Math.max(1, meant.length)];
  };
  return command(
    name,
    (model, real) => run(model, real, must(pick(model), "the check found one")),
    (model) => pick(model) !== undefined,
  );
}

function action(
  name: BookingAction,
  verb: (ctx: Ctx, input: { bookingId: string }) => Promise<unknown>,
): fc.Arbitrary<Command>[] {
  const run: OnEntry = async (model, real, entry) => {
    const expected = acting(model, entry, name);
    expect((await answerOf(verb(real.ctx, { bookingId: entry.id }))).code).toBe(expected);
    if (expected === "ok") act(entry, name);
  };
  const isMeant = ({ status }: Entry) => status !== "hold" || name === "confirm";
  return [place.map((given) => onEntries(`${name} ${given}`, given, run, isMeant))];
}

function payment(kind: "charge" | "refund", amounts: number[]): fc.Arbitrary<Command>[] {
  const isBooked = ({ hold }: Entry) => hold === null;
  const run =
    (amountMinor: number): OnEntry =>
    async (_model, { ctx }, entry) => {
      const expected = kind === "refund" && amountMinor > keptOf(entry) ? "outside_rules" : "ok";
      const input = { bookingId: entry.id, kind, amountMinor, currency: "EUR", method: "cash" as const };
      expect((await answerOf(recordPayment(ctx, input))).code).toBe(expected);
      if (expected === "ok") entry.ledger = [...entry.ledger, kind === "charge" ? amountMinor : -amountMinor];
    };
  return [
    fc
      .tuple(place, fc.constantFrom(...amounts))
      .map(([given, amount]) => onEntries(`${kind} ${amount} of ${given}`, given, run(amount), isBooked)),
  ];
}

async function book(model: Model, real: Real, given: Wish): Promise<void> {
  const { product, start, attendees } = meant(model, real, given);
  const expected = placing(model, product, { start, attendees });
  const input = { productId: product.id, start, attendees, customer: customerOf(given.slot) };
  const { code, result } = await answerOf(createBooking(real.ctx, input));
  expect(code).toBe(expected);
  if (!result) return;
  const members = await membersOf(real.ctx, result.id);
  const row = { id: result.id, productId: product.id, start, attendees, hold: null, members, ledger: [] };
  model.entries.push({ ...row, ...firstState(model, product) });
}

async function hold(model: Model, real: Real, given: Wish): Promise<void> {
  const { product, start, attendees } = meant(model, real, given);
  const expected = placing(model, product, { start, attendees });
  const { code, result } = await answerOf(createHold(real.ctx, { productId: product.id, start, attendees }));
  expect(code).toBe(expected);
  if (!result) return;
  const members = await membersOf(real.ctx, result.id);
  const { id, token } = result;
  const row = {
    id,
    productId: product.id,
    start,
    attendees,
    hold: { token, isExtended: false },
    members,
    ledger: [],
  };
  model.entries.push({ ...row, status: "hold", expiresAt: model.now + holdMs });
}

const bookHold: OnEntry = async (model, real, entry) => {
  const { productId, start, attendees, hold } = entry;
  const product = productOf(model, productId);
  const isHold = entry.status === "hold";
  const isOpen = isHold || (entry.status === "expired" && hold !== null);
  const except = isHold ? { except: entry.id } : {};
  const expected = isOpen ? placing(model, product, { start, attendees, ...except }) : "invalid";
  const input = { productId, start, attendees, customer: customerOf(attendees), holdId: entry.id };
  const { code, result } = await answerOf(
    createBooking(real.ctx, { ...input, ...(isHold && hold ? { holdToken: hold.token } : {}) }),
  );
  expect(code).toBe(expected);
  if (!result) return;
  const made = { ...firstState(model, product), members: await membersOf(real.ctx, result.id) };
  if (isHold) Object.assign(entry, made, { hold: null });
  else model.entries.push({ ...entry, ...made, id: result.id, hold: null });
};

const extend: OnEntry = async (model, real, entry) => {
  const isLive = entry.status === "hold" && (entry.expiresAt ?? 0) > model.now;
  const expected = !isLive ? "not_found" : entry.hold?.isExtended ? "outside_rules" : "ok";
  const { code } = await answerOf(extendHold(real.ctx, { holdId: entry.id }));
  expect(code).toBe(expected);
  if (code !== "ok") return;
  entry.expiresAt = model.now + holdMs;
  entry.hold = entry.hold && { ...entry.hold, isExtended: true };
};

const release: OnEntry = async (_model, real, entry) => {
  const expected = entry.status === "expired" ? "not_found" : "ok";
  const { code } = await answerOf(releaseHold(real.ctx, { holdId: entry.id }));
  expect(code).toBe(expected);
  if (entry.status === "hold") act(entry, "cancel");
};

async function move(model: Model, real: Real, entry: Entry, slot: number): Promise<void> {
  const { productId, attendees, id } = entry;
  const product = productOf(model, productId);
  const start = startOf(real, slot);
  const allowed = acting(model, entry, "reschedule");
  const expected = allowed === "ok" ? placing(model, product, { start, attendees, except: id }) : allowed;
  const { code } = await answerOf(rescheduleBooking(real.ctx, { bookingId: id, start }));
  expect(code).toBe(expected);
  if (code === "ok") Object.assign(entry, { start, members: await membersOf(real.ctx, id) });
}

async function sweepBoth(model: Model, { ctx }: Real): Promise<void> {
  await expireBookings(ctx);
  await completeEndedBookings(ctx);
  sweep(model);
}

const wait =
  (ms: number): Run =>
  async (model, { clock }) => {
    clock.advance(ms);
    model.now += ms;
  };

function meant(model: Model, real: Real, { product: place, slot, attendees }: Wish) {
  const product = must(model.products[place % model.products.length], "there are products");
  return { product, start: startOf(real, slot), attendees: product.capacity === 1 ? 1 : attendees };
}

function startOf({ day }: Real, slot: number): number {
  const grid = gridOf(day.opensAt, day.closesAt);
  return must(grid[slot % grid.length], "a day has times");
}

function productOf({ products }: Model, productId: string): ModelProduct {
  return must(
    products.find(({ id }) => id === productId),
    "entries are of the model's products",
  );
}

const say = ({ product, slot, attendees }: Wish) => `product ${product}, slot ${slot}, party of ${attendees}`;
