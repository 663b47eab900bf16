import { open, readFile, rename } from "node:fs/promises";
import * as z from "zod";
import { bareRecords } from "./bare-records.ts";
import { SimulatorState } from "./model.ts";

export interface Store {
  readonly state: SimulatorState;
  /** Call after changing `state`; the change is durable once the next `saved()` resolves. */
  changed(): void;
  /** Has `listener` called after every change. */
  onChanged(listener: () => void): void;
  replace(state: SimulatorState): void;
  /** Resolves when every change made so far is on disk; rejects when it could not be written. */
  saved(): Promise<void>;
}

/**
 * Opens the state kept at `path`, or begins with `create()` when there is none; a null path keeps it in memory.
 * Throws an Error naming the file when what it holds is damaged.
 */
export async function openStore(path: string | null, create: () => Promise<SimulatorState>): Promise<Store> {
  const found = path === null ? null : await readState(path);
  let state = bareRecords(found ?? (await create()));
  let revision = found === null ? 1 : 0;
  let savedRevision = 0;
  let writing: Promise<void> | null = null;
  const listeners: (() => void)[] = [];

  async function write(target: string): Promise<void> {
    const covers = revision;
    await writeAtomically(target, JSON.stringify(state));
    savedRevision = covers;
  }

  async function saved(): Promise<void> {
    if (path === null) return;
    const wanted = revision;
    while (savedRevision < wanted) {
      // One writer at a time: whoever waits here is covered by the next snapshot, together with all others.
      writing ??= write(path).finally(() => {
        writing = null;
      });
      await writing;
    }
  }

  const store: Store = {
    get state() {
      return state;
    },
    changed() {
      revision += 1;
      for (const listener of listeners) listener();
    },
    onChanged(listener) {
      listeners.push(listener);
    },
    replace(next) {
      state = bareRecords(next);
      revision += 1;
    },
    saved,
  };
  await store.saved();
  return store;
}

async function readState(path: string): Promise<SimulatorState | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Error(`The simulator cannot read its state file ${path}.`, { cause: error });
  }
  try {
    return SimulatorState.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? firstIssue(error) : "it is not JSON";
    throw new Error(
      `The simulator's state file ${path} is damaged (${why}). Delete it to start from the seed.`,
      {
        cause: error,
      },
    );
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? "unknown shape" : `${issue.path.join(".")}: ${issue.message}`;
}

/** A reader sees the old file or the new one, never a part; tokens are hashed in it, the signing key is not: 0600. */
async function writeAtomically(path: string, text: string): Promise<void> {
  // Two processes that were given one file each write their own; the last rename stands.
  const partial = `${path}.${process.pid}.partial`;
  const file = await open(partial, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
}
