import { type DeliveryFault, deliveryFaults } from "./delivery-faults.ts";

/** One message to a client's webhook. Messages of one channel leave in order, unless a fault says otherwise. */
interface Notification {
  provider: "google" | "microsoft";
  channel: string;
  url: string;
  secret: string;
  /** The message as it bears this secret; `body` null sends none. */
  compose(secret: string): { headers: Record<string, string>; body: string | null };
}

interface Delivery {
  number: number;
  provider: Notification["provider"];
  channel: string;
  fault: string | null;
  /** Of the last attempt; null when nothing was sent or nobody answered. */
  status: number | null;
  attempts: number;
}

export interface Deliveries {
  send(notification: Notification): void;
  /** Resolves when nothing is on its way; what a fault holds back is not waited for. */
  settled(): Promise<void>;
  list(): Delivery[];
  addFault(fault: DeliveryFault): void;
  clear(): void;
}

const mostAttempts = 6;
const firstRetryMs = 200;
const answerMs = 5_000;
const mostListed = 2_000;

/** Real posts to webhooks, with the faults of a lossy network; answers 500, 502, 503 and 504 are tried again. */
export function createDeliveries(log: (message: string) => void): Deliveries {
  const faults = deliveryFaults();
  const chains = new Map<string, Promise<void>>();
  const held = new Map<string, Notification[]>();
  let sent: Delivery[] = [];
  let count = 0;

  function enqueue(channel: string, work: () => Promise<void>): void {
    const chain = (chains.get(channel) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      log(`A notification failed: ${error instanceof Error ? error.message : String(error)}`);
    });
    chains.set(channel, chain);
    void chain.finally(() => {
      if (chains.get(channel) === chain) chains.delete(channel);
    });
  }

  async function deliver(notification: Notification, fault: string | null, secret: string): Promise<void> {
    const { provider, channel, url } = notification;
    count += 1;
    const record: Delivery = { number: count, provider, channel, fault, status: null, attempts: 0 };
    sent = [...sent, record].slice(-mostListed);
    const message = notification.compose(secret);
    while (record.attempts < mostAttempts) {
      if (record.attempts > 0) await pause(firstRetryMs * 2 ** (record.attempts - 1));
      record.attempts += 1;
      record.status = await post(url, message);
      if (record.status !== null && ![500, 502, 503, 504].includes(record.status)) return;
    }
  }

  async function meddle(notification: Notification): Promise<void> {
    const { channel, secret } = notification;
    const fault = faults.take(notification);
    if (fault === "lose") return;
    if (fault === "reorder") {
      held.set(channel, [...(held.get(channel) ?? []), notification]);
      return;
    }
    if (fault !== null && typeof fault === "object") await pause(fault.delayMs);
    const name = fault === null ? null : typeof fault === "object" ? "delay" : fault;
    await deliver(notification, name, fault === "wrongSecret" ? `not-${secret}` : secret);
    if (fault === "duplicate") await deliver(notification, "duplicate", secret);
    const late = held.get(channel) ?? [];
    held.delete(channel);
    for (const each of late) await deliver(each, "reorder", each.secret);
  }

  return {
    send: (notification) => enqueue(notification.channel, () => meddle(notification)),
    async settled() {
      while (chains.size > 0) await Promise.all(chains.values());
    },
    list: () => sent.map((each) => ({ ...each })),
    addFault: (fault) => faults.add(fault),
    clear() {
      faults.clear();
      held.clear();
      sent = [];
    },
  };
}

async function post(
  url: string,
  { headers, body }: ReturnType<Notification["compose"]>,
): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(answerMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Nobody listens there, or not in time: tried again like an answer 503.
    return null;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
