import { randomBytes, randomUUID } from "node:crypto";
import { chown, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError, errorCode } from "./error.ts";

/** What is remembered of a database between starts, in `state.json` (0600) of its data directory. */
export interface State {
  /** Password of the superuser `postgres`, base64url. */
  password: string;
  /** Port of the last start, kept so that the URL stays the same. */
  port: number | null;
  /** The data directory this was written for (absolute), which shows when a directory was copied. */
  dataDir: string;
  /** Where the cluster lies; relative paths start from the data directory. */
  cluster: string;
}

/** A state for a new database, with a fresh password of 192 bits. */
export function newState(dataDir: string, cluster: string): State {
  return { password: randomBytes(24).toString("base64url"), port: null, dataDir, cluster };
}

/** The remembered state, or null before the first start. Throws when the file cannot be read or understood. */
export async function readState(dataDir: string): Promise<State | null> {
  const file = stateFile(dataDir);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    if (errorCode(error) !== "EACCES") throw error;
    throw new EmbeddedPostgresError(
      `${file} belongs to another user, who started the database before; start as that user or hand the directory over with: chown -R "$(id -u)" ${dataDir}`,
    );
  }
  return parseState(text, file);
}

/** Replaces the state in one step, owned by whoever owns the data directory. */
export async function writeState(dataDir: string, state: State): Promise<void> {
  const draft = join(dataDir, `state.${randomUUID()}`);
  await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flush: true });
  const owner = await stat(dataDir);
  if (process.getuid?.() === 0) await chown(draft, owner.uid, owner.gid);
  await rename(draft, stateFile(dataDir));
}

function parseState(text: string, file: string): State {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null; // reported below, like any other unfit content
  }
  if (isState(value)) return value;
  throw new EmbeddedPostgresError(
    `${file} is damaged, and with it the password of the database is lost; restore the file from a backup, or move the directory away to start with an empty database.`,
  );
}

function isState(value: unknown): value is State {
  if (typeof value !== "object" || value === null) return false;
  if (!("password" in value && "port" in value && "dataDir" in value && "cluster" in value)) return false;
  const texts = [value.password, value.dataDir, value.cluster];
  return (
    texts.every((text) => typeof text === "string") && (value.port === null || typeof value.port === "number")
  );
}

function stateFile(dataDir: string): string {
  return join(dataDir, "state.json");
}
