import { createServer } from "node:net";

/** Whether 127.0.0.1:port can be listened on right now. */
export async function portIsFree(port: number): Promise<boolean> {
  return (await listen(port)) !== null;
}

/** A port of 127.0.0.1 that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const port = await listen(0);
  if (port === null) throw new Error("the system gave no free port on 127.0.0.1");
  return port;
}

function listen(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === "object" ? address.port : null));
    });
  });
}
