import { lookup as resolve } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { destinationFault } from "./destination.ts";
import { isPublicAddress } from "./public-address.ts";

export type Message = { url: string; headers: Record<string, string>; body: string };

/** What came of one try. `status` is null when nobody answered; `retryAfter` is the header as sent. */
export type Answer = { status: number | null; error: string | null; retryAfter: string | null };

type Options = { allowPrivate: boolean; timeoutMs?: number };

const defaultTimeoutMs = 10_000;
const mostReadChars = 400;

/**
 * Sends one message and never throws: what went wrong is in the answer. The connection goes to the very address that was
 * checked, since the check is made in its look-up; a name that later resolves to another changes nothing. No redirect is followed,
 * and of the body no more is read than an error shows. Everything together may take `timeoutMs` (10 s).
 */
export async function postMessage(message: Message, options: Options): Promise<Answer> {
  const url = new URL(message.url);
  const fault = destinationFault(url, options.allowPrivate);
  if (fault) return unanswered(fault);
  const signal = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
  try {
    const response = await send(url, message, { signal, allowPrivate: options.allowPrivate });
    return await answerOf(response);
  } catch (error) {
    return unanswered(signal.aborted ? "No answer in time" : reasonOf(error));
  }
}

function send(
  url: URL,
  { headers, body }: Message,
  { signal, allowPrivate }: { signal: AbortSignal; allowPrivate: boolean },
): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // Without an agent every message has a connection of its own: none that was checked for another is used again.
    const outgoing = request(
      url,
      {
        method: "POST",
        agent: false,
        signal,
        headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      resolve,
    );
    outgoing.on("error", reject);
    // Node closes without an error when the receiver changes the protocol (101).
    outgoing.on("close", () => reject(new NoAnswerError()));
    outgoing.end(body);
  });
}

/** Resolves a name as the system does, and gives out public addresses alone. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, []);
    const addresses = found.filter(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (!first) return callback(new PrivateAddressError(), []);
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

/** The name resolves to nothing but addresses that must not be reached. */
class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
}

/** The connection ended before there was an answer. */
class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly code = "NO_ANSWER";
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const status = response.statusCode ?? 0;
  const retryAfter = response.headers["retry-after"] ?? null;
  if (status >= 200 && status < 300) {
    response.destroy();
    return { status, error: null, retryAfter: null };
  }
  if (status >= 300 && status < 400) {
    response.destroy();
    return {
      status,
      error: `Answered ${status}; redirects are not followed, give the final address`,
      retryAfter,
    };
  }
  const text = await readStart(response);
  return { status, error: `Answered ${status}${text ? `: ${text}` : ""}`, retryAfter };
}

async function readStart(response: IncomingMessage): Promise<string> {
  response.setEncoding("utf8");
  let text = "";
  try {
    for await (const chunk of response) {
      text += chunk;
      if (text.length >= mostReadChars) break;
    }
  } catch {
    // The status has arrived and decides; of the words, those that came are shown.
  }
  // Control characters have no business in a log, and the database takes no NUL.
  return text
    .slice(0, mostReadChars)
    .replace(/\p{C}+/gu, " ")
    .trim();
}

function unanswered(error: string): Answer {
  return { status: null, error, retryAfter: null };
}

/** The messages of the network carry host names and addresses; the code alone says what happened. */
function reasonOf(error: unknown): string {
  if (error instanceof PrivateAddressError) {
    return "The name resolves to an address of a private network or of this machine, which is never called";
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return `Not reached (${code})`;
}
