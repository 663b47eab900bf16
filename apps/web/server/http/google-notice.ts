import type { Notice } from "@availability/ontology/calendar";
import type { Request } from "express";
import * as z from "zod";

const uuid = z.uuid();
const nobody = "00000000-0000-0000-0000-000000000000";

/**
 * The notification in the headers of a request: https://developers.google.com/workspace/calendar/api/guides/push. Null when it
 * is none. A channel id that cannot be ours is nobody's.
 */
export function readGoogleNotice(request: Pick<Request, "get">): Notice | null {
  const id = request.get("x-goog-channel-id") ?? "";
  const state = request.get("x-goog-resource-state") ?? "";
  const number = request.get("x-goog-message-number") ?? "";
  if (id === "" || !/^(sync|exists|not_exists)$/.test(state) || !/^\d{1,15}$/.test(number)) return null;
  return {
    provider: "google",
    channel: { kind: "channel", id: uuid.safeParse(id).success ? id : nobody },
    secret: request.get("x-goog-channel-token") ?? "",
    says: state === "sync" ? "confirmed" : "changed",
    messageNumber: Number(number),
    resourceId: request.get("x-goog-resource-id") ?? null,
  };
}
