import autocannon from "autocannon";
import type { Load } from "../http/drive.ts";
import type { Wish } from "./wishes.ts";

type Target = { url: string; apiKey: string };

/**
 * Books one time after the other over HTTP, each of them once, over `connections` connections for `seconds`. Takes what it
 * books from the front of `wishes`. Throws when any answer is not 201, or when there is nothing left to book.
 */
export async function driveBookings(
  { url, apiKey }: Target,
  wishes: Wish[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const latencies: number[] = [];
  let made = 0;
  const nextBody = () => {
    const wish = wishes.shift();
    if (!wish) throw new Error("There are not enough free times to book; measure for a shorter time");
    made += 1;
    const customer = { name: "Bench", email: `bench-${made % 997}@example.org` };
    return JSON.stringify({ ...wish, start: new Date(wish.start).toISOString(), customer });
  };
  const options: autocannon.Options = {
    url: `${url}/api/v1/bookings`,
    method: "POST",
    connections,
    duration: seconds,
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    requests: [{ setupRequest: (request) => ({ ...request, body: nextBody() }) }],
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(options, (error, done) => (error ? reject(error) : resolve(done)));
    instance.on("response", (_client, _status, _bytes, latencyMs) => latencies.push(latencyMs));
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} of ${latencies.length} bookings failed`);
  return { latencies, seconds: result.duration };
}
