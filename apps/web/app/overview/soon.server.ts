import type { Settled } from "./settled.server.ts";
import type { Streamed } from "./streamed.tsx";

const patienceMs = 150;

/** Waits a moment, so that what is quick needs no skeleton and no script; what takes longer is streamed. */
export async function soon<T>(work: Promise<Settled<T>>): Promise<Streamed<T>> {
  let timer: NodeJS.Timeout | undefined;
  const moment = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const value = await Promise.race([work, moment]);
  clearTimeout(timer);
  return value ? { value } : { later: work };
}
