/** The zone when this runtime knows it, else null: the caller then keeps the zone it had. */
export function knownTimeZone(name: string | null | undefined): string | null {
  if (!name) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) && name;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
