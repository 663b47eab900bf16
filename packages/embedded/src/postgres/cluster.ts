import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { EmbeddedPostgresError } from "./error.ts";
import { spawnOptions } from "./identity.ts";
import type { Place } from "./place.ts";

const majorVersion = "18";

/**
 * Makes the cluster when there is none. It is made under another name and renamed when complete, so that an
 * interrupted attempt is never taken for a database; what such attempts left behind is removed.
 */
export async function ensureCluster(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  if (existsSync(place.cluster)) return await checkCluster(place.cluster);
  const parent = dirname(place.cluster);
  const prefix = `${basename(place.cluster)}.making-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix))
      await rm(join(parent, name), { recursive: true, force: true, maxRetries: 10 });
  }
  const draft = join(parent, `${prefix}${randomUUID()}`);
  await initialise(draft, place, binaries, durable);
  await rename(draft, place.cluster);
}

async function checkCluster(cluster: string): Promise<void> {
  if (!existsSync(join(cluster, "PG_VERSION")) || !existsSync(join(cluster, "global", "pg_control"))) {
    throw new EmbeddedPostgresError(
      `${cluster} is not a complete database (PG_VERSION or global/pg_control is missing); restore it from a backup, or move it away to start with an empty one.`,
    );
  }
  const version = (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  if (version === majorVersion) return;
  throw new EmbeddedPostgresError(
    `${cluster} was written by Postgres ${version}, but the installed version is ${majorVersion}; carry it over with pg_dump and restore, or move it away to start with an empty one.`,
  );
}

async function initialise(draft: string, place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  const { identity, state } = place;
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = `${draft}.password`;
  await writeFile(passwordFile, state.password, { mode: 0o600 });
  if (identity.switches) {
    await chown(draft, identity.uid, identity.gid);
    await chown(passwordFile, identity.uid, identity.gid);
  }
  try {
    const { code, output } = await run(binaries.initdb, initdbArguments(draft, passwordFile, durable), place);
    if (code !== 0) throw notMade(place, output);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

// Postgres' own C.UTF-8 knows no system locale, so that sorting is the same on every machine and after every upgrade.
function initdbArguments(directory: string, passwordFile: string, durable: boolean): string[] {
  const access = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const text = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  return ["-D", directory, ...access, ...text, ...(durable ? [] : ["--no-sync"])];
}

function run(
  program: string,
  args: string[],
  place: Place,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...spawnOptions(place.identity),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", (error) => reject(cannotRun(program, error)));
    child.once("close", (code, signal) =>
      resolve({ code, output: signal === null ? output : `killed by ${signal}` }),
    );
  });
}

function notMade(place: Place, output: string): EmbeddedPostgresError {
  const errors = output.split("\n").filter((line) => /error|fatal|could not|killed by/i.test(line));
  const words = errors.length > 0 ? errors : output.trim().split("\n").slice(-3);
  const nameless = /could not look up effective user ID/.test(output);
  const cause = nameless
    ? `user id ${place.identity.uid} has no entry in /etc/passwd; add one`
    : words.join(" ");
  return new EmbeddedPostgresError(
    `The database could not be made in ${place.cluster}: ${cause}, or set DATABASE_URL.`,
  );
}

/** The error of a program that did not even start. A file that exists yet is "not found" lacks its loader (musl). */
export function cannotRun(program: string, error: Error): EmbeddedPostgresError {
  const loader = existsSync(program) && error.message.includes("ENOENT");
  const cause = loader ? "this system has no glibc (Alpine, for instance)" : error.message;
  return new EmbeddedPostgresError(`The embedded Postgres does not run here: ${cause}; set DATABASE_URL.`);
}
