const zero = 48;
const colon = 58;

/** Minutes since midnight of "HH:MM" between "00:00" and "24:00", or null for any other text ("9:5", "25:00"). */
export function parseTimeOfDay(text: string): number | null {
  if (text.length !== 5 || text.charCodeAt(2) !== colon) return null;
  const hours = twoDigits(text, 0);
  const minutes = twoDigits(text, 3);
  if (hours < 0 || minutes < 0 || minutes > 59) return null;
  const total = hours * 60 + minutes;
  return total <= 1440 ? total : null;
}

/** "HH:MM" of a minute of the day, 0 to 1440. */
export function formatTimeOfDay(minuteOfDay: number): string {
  const hours = Math.floor(minuteOfDay / 60);
  return `${String(hours).padStart(2, "0")}:${String(minuteOfDay % 60).padStart(2, "0")}`;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
