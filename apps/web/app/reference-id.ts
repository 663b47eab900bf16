let latest: string | null = null;

/**
 * Follows the ids of the requests this page makes. The server sends each as `Server-Timing: request;desc="<id>"`, the
 * only response header that a page can read without wrapping fetch (https://www.w3.org/TR/server-timing/).
 */
export function watchRequestIds(): void {
  if (typeof PerformanceObserver === "undefined") return;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) remember(entry);
  });
  for (const type of ["navigation", "resource"]) observer.observe({ type, buffered: true });
}

/** The id of the newest request to the server; null before the first. */
export function latestRequestId(): string | null {
  return latest;
}

function remember(entry: PerformanceEntry): void {
  if (!("serverTiming" in entry) || !Array.isArray(entry.serverTiming)) return;
  for (const timing of entry.serverTiming as PerformanceServerTiming[]) {
    if (timing.name === "request") latest = timing.description;
  }
}
