/** Calendars that one turn asks for when there are no more turns to be had. */
const calendarsOfTurn = 100;
/** A minute apart, they end before the next tick of a quarter of an hour. */
const mostTurns = 14;

/**
 * In how many turns, a minute apart, a tick asks for so many due calendars: a few at once, and more of them spread, so that providers
 * and the database are not asked about all in the same instant. (developers.google.com/calendar/api/guides/quota)
 */
export function syncTurns(due: number): number {
  return Math.min(mostTurns, Math.max(1, Math.ceil(due / calendarsOfTurn)));
}
