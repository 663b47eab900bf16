/** Graph takes four calls of a mailbox at a time and refuses the next; one is left for whoever writes beside us. */
const lanesOfAccount = 3;

type Account = { running: number; waiting: (() => void)[] };

const accounts = new WeakMap<object, Map<string, Account>>();

/**
 * Runs `work` when fewer than three calls of this process use the account, in the order of asking. `owner` is whatever all callers
 * of the process share, such as the database.
 */
export async function inAccountLane<T>(
  owner: object,
  connectionId: string,
  work: () => Promise<T>,
): Promise<T> {
  const all = accounts.get(owner) ?? new Map<string, Account>();
  accounts.set(owner, all);
  const account = all.get(connectionId) ?? { running: 0, waiting: [] };
  all.set(connectionId, account);
  if (account.running < lanesOfAccount) account.running += 1;
  else await new Promise<void>((resolve) => account.waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = account.waiting.shift();
    // The lane goes over to whoever waited longest, or is free.
    if (next) next();
    else account.running -= 1;
    if (account.running === 0) all.delete(connectionId);
  }
}
