import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import type { InngestServer } from "./config.ts";
import type { Engine } from "./contract.ts";
import { quiet } from "./quiet.ts";

/** A real Inngest server: the functions are served to it over HTTP and registered as at an app's start. */
export function inngestEngine(server: InngestServer, appId: string): Engine {
  const { baseUrl, signingKey, eventKey, appHost } = server;
  const client = new Inngest({
    id: appId,
    baseUrl,
    isDev: signingKey === undefined,
    checkpointing: false,
    logger: quiet,
    ...(signingKey === undefined ? {} : { signingKey }),
    ...(eventKey === undefined ? {} : { eventKey }),
  });
  let close = () => Promise.resolve();
  return {
    client,
    // The first retry alone takes 15 to 45 seconds there.
    deadlineMs: 120_000,
    async start(functions) {
      const http = createServer(serve({ client, functions }));
      await new Promise<void>((resolve) => http.listen(0, appHost, resolve));
      close = () => new Promise((resolve) => http.close(() => resolve()));
      const { port } = http.address() as AddressInfo; // it listens on TCP
      const answer = await fetch(`http://${appHost}:${port}/api/inngest`, { method: "PUT" });
      if (!answer.ok) throw new Error(`the app did not register: ${answer.status} ${await answer.text()}`);
    },
    hurryCrons: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => close(),
  };
}
