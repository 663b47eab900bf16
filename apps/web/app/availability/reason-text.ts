import type { Unavailable } from "@availability/domain/availability";

type Rules = { minNoticeMinutes: number; horizonDays: number };

/** Why a time is not free, in a sentence. */
export function reasonText({ reason, cause }: Unavailable, rules: Rules): string {
  const name = cause?.name ? ` “${cause.name}”` : "";
  switch (reason) {
    case "past":
      return "This time has passed.";
    case "min_notice":
      return `It begins too soon: bookings need ${noticeText(rules.minNoticeMinutes)} of notice.`;
    case "horizon":
      return `It is too far ahead: bookings are taken for the next ${rules.horizonDays} days.`;
    case "exception":
      return `This date has hours of its own, or is closed${cause?.name ? `: ${cause.name}` : ""}.`;
    case "closed":
      return "It lies outside the opening hours.";
    case "calendar_stale":
      return `The connected calendar${name} was not read for too long, so nothing is offered until it is.`;
    case "blocked":
      return `It is blocked${cause?.name ? `: ${cause.name}` : ""}.`;
    case "external_busy":
      return `The connected calendar${name} is busy then.`;
    case "booked":
      return cause?.kind === "service"
        ? `It is booked through the service${name}.`
        : `It is booked${cause?.name ? ` by ${cause.name}` : ""}.`;
    case "held":
      return "Somebody is filling in the booking form for it; it is kept for them for some minutes.";
    case "buffer":
      return "It is too close to another booking: the product needs a gap between two.";
    case "capacity":
      return "There are not enough places left.";
    case "requirement":
      return cause?.name ? `What it needs is not free: ${cause.name}.` : "What it needs is not free.";
    case "too_short":
      return "The time that is left is too short for a booking.";
  }
}

/** Where whoever may can change the cause; null where there is nothing to change. */
export function causePath({ reason, cause }: Unavailable, productId: string): string | null {
  const hours = `/booking/availability?of=product:${productId}`;
  switch (reason) {
    case "closed":
      return hours;
    case "exception":
      return `${hours}&section=dates`;
    case "blocked":
      return `${hours}&section=blocks`;
    case "calendar_stale":
    case "external_busy":
      return "/integrations";
    case "booked":
      if (!cause?.id) return null;
      return cause.kind === "booking" ? `/booking/bookings/${cause.id}` : `/availability?product=${cause.id}`;
    case "min_notice":
    case "horizon":
    case "buffer":
    case "requirement":
    case "too_short":
      return `/products/${productId}`;
    case "past":
    case "held":
    case "capacity":
      return null;
  }
}

function noticeText(minutes: number): string {
  if (minutes % (24 * 60) === 0 && minutes > 0) return counted(minutes / (24 * 60), "day");
  if (minutes % 60 === 0 && minutes > 0) return counted(minutes / 60, "hour");
  return counted(minutes, "minute");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
