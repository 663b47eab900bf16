// For tests: a server that answers what it is told, for the answers that no orderly stand-in gives.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type StubRequest = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string };
export type StubAnswer =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  /** Close the connection: without an answer, or in the middle of one. */
  | { drop: "before" | "amid" }
  | { hang: true };

export type StubServer = { url: string; requests: StubRequest[]; close(): Promise<void> };

export async function startStub(answer: (request: StubRequest) => StubAnswer): Promise<StubServer> {
  const requests: StubRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request = await readRequest(incoming);
    requests.push(request);
    reply(outgoing, answer(request));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<StubRequest> {
  let body = "";
  for await (const chunk of incoming) body += String(chunk);
  const url = new URL(incoming.url ?? "/", "http://stub");
  return { method: incoming.method ?? "", url, headers: incoming.headers, body };
}

function reply(outgoing: ServerResponse, answer: StubAnswer): void {
  if ("hang" in answer) return;
  if ("drop" in answer) {
    if (answer.drop === "before") return void outgoing.destroy();
    outgoing.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
    return void outgoing.write('{"kind":"calendar#events","items":[{"id":"', () => outgoing.destroy());
  }
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {});
  outgoing.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
  outgoing.end(answer.status === 204 ? undefined : text);
}
