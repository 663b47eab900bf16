import autocannon from "autocannon";

/** How long every answer took, in ms, and for how long requests were sent, in s. */
export type Load = { latencies: number[]; seconds: number };

type Target = { url: string; paths: string[]; apiKey: string };

/**
 * Keeps `connections` connections busy for `seconds`, each asking for the next path as soon as it has its answer.
 * Throws when any answer is not 200, since a refusal is quick and would pass for speed.
 */
export async function drive(
  { url, paths, apiKey }: Target,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const latencies: number[] = [];
  let asked = 0;
  const nextPath = () => {
    asked += 1;
    return paths[asked % paths.length] ?? "/";
  };
  const options: autocannon.Options = {
    url,
    connections,
    duration: seconds,
    headers: { authorization: `Bearer ${apiKey}` },
    requests: [{ setupRequest: (request) => ({ ...request, path: nextPath() }) }],
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(options, (error, done) => (error ? reject(error) : resolve(done)));
    // autocannon's own histogram rounds to whole milliseconds.
    instance.on("response", (_client, _status, _bytes, latencyMs) => latencies.push(latencyMs));
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} of ${latencies.length} requests to ${paths[0]} failed`);
  return { latencies, seconds: result.duration };
}
