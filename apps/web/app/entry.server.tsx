import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { type PipeableStream, renderToPipeableStream } from "react-dom/server";
import { RequestContextProvider } from "./request-context.tsx";
import { withoutNul } from "./without-nul.ts";

/** How long deferred loader data may take before the stream is closed with an error in its place. */
export const streamTimeout = 10_000;

/** Streams the page; robots get it only when it is complete. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce, requestId, app }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let shellSent = false;
    let responseStatus = status;
    const respond = (stream: PipeableStream) => {
      shellSent = true;
      const body = withoutNul();
      headers.set("Content-Type", "text/html; charset=utf-8");
      if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-cache");
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: responseStatus }));
      stream.pipe(body);
    };
    const onReady = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
    const stream = renderToPipeableStream(
      <RequestContextProvider value={{ nonce: cspNonce, requestId }}>
        <RemixServer context={remixContext} url={request.url} nonce={cspNonce} abortDelay={streamTimeout} />
      </RequestContextProvider>,
      {
        nonce: cspNonce,
        [onReady]: () => respond(stream),
        onShellError: reject,
        onError(error: unknown) {
          responseStatus = 500;
          // Errors before the shell reach handleError through reject.
          if (shellSent) app.logger.error({ err: error, requestId }, "page stream failed");
        },
      },
    );
    setTimeout(() => stream.abort(), streamTimeout + 1_000).unref();
  });
}

/** Logs what a loader, an action or a render threw unexpectedly, under the id that the error page shows. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  // Refusals and unknown addresses are answers, not faults.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  context.app.logger.error({ err: error, requestId: context.requestId }, "request failed");
}
