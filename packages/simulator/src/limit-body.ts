import type { MiddlewareHandler } from "hono";

/**
 * Answers 413 to a body of more than `maxBytes`, announced or not. Hono's own limit makes a new Request of the one given, which
 * is none of the platform's while the server leaves the global one alone.
 */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return async (c, next) => {
    const { headers, body } = c.req.raw;
    const tooLarge = () => c.text("Payload Too Large", 413);
    if (Number(headers.get("content-length") ?? 0) > maxBytes) return tooLarge();
    // Without it, a request that announces no length has no body: RFC 9112, section 6.3.
    if (!headers.has("transfer-encoding") || body === null) return next();
    const read = await readUpTo(body, maxBytes);
    if (read === null) return tooLarge();
    c.req.raw = new Request(c.req.url, { method: c.req.method, headers, body: read });
    return next();
  };
}

/** As text, which is all that comes here; null when there is more. */
async function readUpTo(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString("utf8");
    size += value.length;
    if (size > maxBytes) return null;
    chunks.push(value);
  }
}
