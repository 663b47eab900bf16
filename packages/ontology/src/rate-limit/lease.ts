import type { Verdict } from "./create-rate-limiter.ts";

/** Requests that are counted already: `left` may still be made, `beyond` are not counted yet; all until `until`, epoch ms. */
export type Lease = { left: number; beyond: number; until: number; isRefusal: boolean };

const mostLeases = 10_000;

/** Answers from leases; takes a new one, once for all who wait for it, when one is used up or over. */
export function leased(
  take: (caller: string) => Promise<Lease>,
  now: () => number,
): (caller: string) => Promise<Verdict> {
  const leases = new Map<string, Lease>();
  const taking = new Map<string, Promise<Lease>>();

  return async function consume(caller): Promise<Verdict> {
    const lease = running(caller) ?? (await renew(caller));
    // Others who waited for the same lease used it up.
    if (lease.left === 0 && !lease.isRefusal) return consume(caller);
    if (!lease.isRefusal) lease.left -= 1;
    return {
      isAllowed: !lease.isRefusal,
      remaining: lease.left + lease.beyond,
      resetSeconds: Math.max(1, Math.ceil((lease.until - now()) / 1000)),
    };
  };

  function running(caller: string): Lease | undefined {
    const lease = leases.get(caller);
    return lease && lease.left > 0 && lease.until > now() ? lease : undefined;
  }

  function renew(caller: string): Promise<Lease> {
    const started = taking.get(caller) ?? remember(caller, take(caller));
    taking.set(caller, started);
    return started;
  }

  async function remember(caller: string, taken: Promise<Lease>): Promise<Lease> {
    try {
      const lease = await taken;
      if (leases.size >= mostLeases) leases.clear();
      leases.set(caller, lease);
      return lease;
    } finally {
      taking.delete(caller);
    }
  }
}
