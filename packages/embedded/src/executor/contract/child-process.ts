import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Health } from "../index.ts";

export type Child = AsyncDisposable & {
  health: Health;
  /** kill -9, and wait until the process is gone. */
  kill(): Promise<void>;
};

/** Starts a process of the crash app; resolves once it leads or stands by. Disposing kills it. */
export async function startChild(databaseUrl: string, name: string): Promise<Child> {
  const program = fileURLToPath(new URL("crash-child.ts", import.meta.url));
  const child = fork(program, [databaseUrl, name], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => {
    errors += text.toString();
  });
  const health = await Promise.race([
    once(child, "message").then(([message]) => message as Health), // the child sends nothing else
    once(child, "exit").then(([code]) => {
      throw new Error(`the child ended with ${code}: ${errors}`);
    }),
  ]);
  return { health, kill: () => kill(child), [Symbol.asyncDispose]: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
