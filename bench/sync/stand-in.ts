import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Google's stand-in as a process of its own, so that its work is not counted as ours. */
export type StandIn = {
  url: string;
  control(method: string, path: string, body?: object): Promise<unknown>;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function startStandIn(): Promise<StandIn> {
  const script = fileURLToPath(new URL("./stand-in-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["pipe", "pipe", "inherit"] });
  const url = await firstLine(child);
  return {
    url,
    control: controlDoor(url),
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      // It ends with its standard input, also when this process dies.
      child.stdin?.end();
      await exited;
    },
  };
}

/** Calls the control door of a stand-in at `url`; answers its JSON. Throws when it refuses. */
export function controlDoor(url: string): StandIn["control"] {
  return async (method, path, body) => {
    const response = await fetch(`${url}/__sim/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (chunk) => resolve(String(chunk).trim()));
    child.once("exit", (code) => reject(new Error(`The stand-in ended with ${code}`)));
  });
}
