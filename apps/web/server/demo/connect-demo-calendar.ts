import { must } from "@availability/domain/errors";
import type { Ctx } from "@availability/ontology";
import {
  completeConnection,
  listConnections,
  startConnection,
  updateCalendarLinks,
} from "@availability/ontology/calendar";
import { ANN, grantConsent } from "@availability/simulator";

/** Connects Ann's simulated Google account and links its "Meeting room" calendar to the room, both ways. */
export async function connectDemoCalendar(
  ctx: Ctx,
  { roomId, appUrl }: { roomId: string; appUrl: string },
): Promise<void> {
  if (!(await findRoomCalendar(ctx))) await connect(ctx, appUrl);
  const calendar = must(
    await findRoomCalendar(ctx),
    'the simulator\'s account has a calendar "Meeting room"',
  );
  if (calendar.links.length > 0) return;
  const link = { productId: roomId, countsBusy: true, receivesBookings: true };
  await updateCalendarLinks(ctx, { calendarId: calendar.id, links: [link] });
}

async function findRoomCalendar(ctx: Ctx) {
  const connections = await listConnections(ctx, { provider: "google" });
  const ann = connections.find(({ email, status }) => email === ANN && status === "active");
  return ann?.calendars.find(({ name }) => name === "Meeting room");
}

async function connect(ctx: Ctx, appUrl: string): Promise<void> {
  const attempt = {
    provider: "google" as const,
    sessionId: "demo",
    redirectUri: `${appUrl}/api/oauth/google/callback`,
  };
  const { url } = await startConnection(ctx, { ...attempt, redirectAfter: "/integrations/google" });
  await completeConnection(ctx, { ...attempt, callbackUrl: await grantConsent(url, ANN) });
}
