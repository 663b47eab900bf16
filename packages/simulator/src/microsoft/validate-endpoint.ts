import { randomUUID } from "node:crypto";
import { badRequest } from "./graph-error.ts";

const ANSWER_MS = 10_000;

/** The handshake of a new subscription: the endpoint must echo the decoded token as text within ten seconds. */
export async function validateEndpoint(url: string): Promise<void> {
  const token = `Validation: Testing client application reachability ${randomUUID()}`;
  const target = new URL(url);
  target.searchParams.set("validationToken", token);
  try {
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const isText = response.headers.get("content-type")?.startsWith("text/plain") === true;
    if (response.status === 200 && isText && (await response.text()) === token) return;
  } catch {
    // Nobody answers there, or not in time: refused like any other wrong answer.
  }
  throw badRequest(
    "Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.",
    "InvalidRequest",
  );
}

/** Https, or this machine. */
export function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url?.protocol === "http:" && /^(localhost$|127\.|\[::1\]$)/.test(url.hostname);
  if (url?.protocol === "https:" || isLocal) return text;
  throw badRequest(`Invalid notification URL '${text}'; https is required.`, "InvalidRequest");
}
