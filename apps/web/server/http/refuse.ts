import type { Request, Response } from "express";

/** `code` and the type made of it name the refusal to programs, as at the API doors (app/rest/problem.ts). */
export type Refusal = { status: number; code: string; title: string; detail: string };

/** Answers a request that goes no further: a problem (RFC 9457) at the API doors, a small page elsewhere. */
export function refuse(request: Request, response: Response, refusal: Refusal): void {
  const { status, code, title, detail } = refusal;
  response.status(status).setHeader("Cache-Control", "no-store");
  const { requestId: instance } = response.locals;
  if (/^\/(api|trpc)\//.test(request.path) || !request.accepts("html")) {
    const problem = { type: `/problems/${code}`, title, status, detail, instance, code, errors: [] };
    response.type("application/problem+json").send(JSON.stringify(problem));
    return;
  }
  response.type("html").send(page({ title, detail, requestId: instance }));
}

function page({ title, detail, requestId }: { title: string; detail: string; requestId: string }): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Availability</title>
<main><h1>${title}</h1><p>${detail}</p><p>Reference: <code>${requestId}</code></p><p><a href="/">Back to Availability</a></p></main></html>`;
}
