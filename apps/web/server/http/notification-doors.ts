import type { Environment } from "@availability/ontology";
import { receiveNotification } from "@availability/ontology/calendar";
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from "express";
import type { Logger } from "../logger.ts";
import { readGoogleNotice } from "./google-notice.ts";
import { readMicrosoftNotices, validationAnswer } from "./microsoft-notices.ts";
import { createTally } from "./notice-tally.ts";
import { refuse } from "./refuse.ts";

const maximumBytes = 64 * 1024;
// Graph slows down whoever takes longer than three seconds, and both try again after a 503.
const answerMs = 900;

/**
 * Where providers tell of changes: POST /api/webhooks/google and /api/webhooks/microsoft. Forged and unknown notifications
 * are answered like good ones, and counted; what cannot be read is a 400, what is too large a 413.
 */
export function notificationDoors(environment: Environment, logger: Logger): RequestHandler {
  const tally = createTally(logger);
  const doors = Router();
  // Read, within bounds, and not parsed: Google's says nothing, Graph's is read by its own door.
  const body = express.text({ type: () => true, limit: maximumBytes, inflate: false });

  doors.post("/api/webhooks/google", body, async (request, response) => {
    const notice = readGoogleNotice(request);
    if (!notice)
      return malformed(request, response, "Google's notifications name a channel, a state and a number.");
    const outcome = await within(receiveNotification(environment, notice), answerMs);
    tally.count("google", outcome ?? "late");
    response.status(outcome ? 200 : 503).end();
  });

  doors.post("/api/webhooks/microsoft", body, async (request, response) => {
    const token = validationAnswer(request.query.validationToken);
    if (token !== null) return void response.status(200).type("text/plain").send(token);
    const notices = readMicrosoftNotices(request.body);
    if (!notices) return malformed(request, response, "Graph's notifications are a list under `value`.");
    const receiving = Promise.all(notices.map((notice) => receiveNotification(environment, notice)));
    const outcomes = await within(receiving, answerMs);
    for (const outcome of outcomes ?? ["late" as const]) tally.count("microsoft", outcome);
    response.status(outcomes ? 202 : 503).end();
  });

  doors.use("/api/webhooks", unreadable);
  return doors;
}

function malformed(request: Request, response: Response, detail: string): void {
  refuse(request, response, { status: 400, code: "invalid", title: "Not a notification", detail });
}

/** A body too large, cut off, or in an encoding that nobody sends. */
const unreadable: ErrorRequestHandler = (error, request, response, next) => {
  const status: unknown = error?.status;
  if (typeof status !== "number" || status < 400 || status >= 500) return next(error);
  refuse(request, response, {
    status,
    code: status === 413 ? "too_large" : "invalid",
    title: status === 413 ? "The request is too large" : "The request cannot be read",
    detail: `A notification is plain and has at most ${maximumBytes} bytes.`,
  });
};

/** Null when it takes longer; it goes on all the same. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Whoever asked has its answer; what fails afterwards is sent again.
    work.catch(() => undefined);
  }
}
