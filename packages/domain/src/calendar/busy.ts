import { unreachable } from "../errors/index.ts";
import type { RemoteEvent } from "./port.ts";

/** Types that say where a person is or what day it is, never that their time is taken. */
const idleTypes: ReadonlySet<RemoteEvent["type"]> = new Set(["working_location", "birthday"]);

/**
 * Whether an event of a connected calendar takes time away from the products linked to it. Cancelled events never get
 * here. Tentative and unanswered invitations count: availability fails closed. Sources: Google Calendar v3 `Event`
 * (transparency, eventType, attendees[].responseStatus), Microsoft Graph `event` (showAs, responseStatus).
 */
export function isBusy(event: Pick<RemoteEvent, "showAs" | "type" | "selfResponse">): boolean {
  if (idleTypes.has(event.type)) return false;
  if (event.selfResponse === "declined") return false;
  switch (event.showAs) {
    case "free":
    case "working_elsewhere":
      return false;
    case "busy":
    case "tentative":
    case "out_of_office":
      return true;
    default:
      return unreachable(event.showAs);
  }
}
