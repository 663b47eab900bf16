import type { Request, Response } from "express";

export type Refusal = { status: number; title: string; detail: string };

/** Answers a request that goes no further: a problem (RFC 9457) at the API doors, a small page elsewhere. */
export function refuse(request: Request, response: Response, { status, title, detail }: Refusal): void {
  response.status(status).setHeader("Cache-Control", "no-store");
  const { requestId } = response.locals;
  if (/^\/(api|trpc)\//.test(request.path) || !request.accepts("html")) {
    response
      .type("application/problem+json")
      .send(JSON.stringify({ title, status, detail, instance: requestId }));
    return;
  }
  response.type("html").send(page({ title, detail, requestId }));
}

function page({ title, detail, requestId }: { title: string; detail: string; requestId: string }): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Availability</title>
<main><h1>${title}</h1><p>${detail}</p><p>Reference: <code>${requestId}</code></p><p><a href="/">Back to Availability</a></p></main></html>`;
}
