import type { RequestListener } from "node:http";

/** Answers while the other parts start: the process is alive, but not ready. */
export const starting: RequestListener = (request, response) => {
  const isLiveness = request.url === "/healthz";
  response.writeHead(isLiveness ? 200 : 503, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Retry-After": "1",
    Refresh: "1",
  });
  response.end(
    '<!doctype html><html lang="en"><title>Availability is starting</title><p>Availability is starting. This page reloads by itself.</p></html>',
  );
};
