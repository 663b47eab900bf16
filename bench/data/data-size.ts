/** How much the measured organisation holds; four others hold one part in a hundred of it each, on top. */
export type DataSize = { products: number; bookings: number; events: number };

/** The same as counts per product. */
export type DataShape = {
  organizations: { products: number; booked: number }[];
  /** Of each product that has bookings: in the thirty days that are asked about, in the sixty after, in the past two years. */
  month: number;
  later: number;
  past: number;
  eventsPerProduct: number;
};

const month = 75;
const leastPerProduct = 100;
// Four times a day for bookings to begin, thirty or sixty or so many days.
const mostLater = 240;
const mostPast = 4 * 730;

/**
 * Spreads the bookings so that a product that has any has 75 in the month asked about, however many there are in all:
 * the same question has the same answer in a small database and in a large one. Throws for more than fit.
 */
export function shapeOf({ products, bookings, events }: DataSize): DataShape {
  const booked = Math.min(products, Math.max(1, Math.floor(bookings / leastPerProduct)));
  const perProduct = Math.round(bookings / booked);
  const later = Math.min(75, perProduct - month);
  const past = perProduct - month - later;
  if (later < 0 || later > mostLater || past > mostPast) {
    throw new Error(`${bookings} bookings do not fit: give 100 to ${products * (month + 75 + mostPast)}`);
  }
  const small = { products: Math.ceil(products / 100), booked: Math.ceil(booked / 100) };
  return {
    organizations: [{ products, booked }, small, small, small, small],
    month,
    later,
    past,
    eventsPerProduct: Math.round(events / products),
  };
}
