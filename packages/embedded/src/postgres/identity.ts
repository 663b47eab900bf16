import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { EmbeddedPostgresError, errorCode } from "./error.ts";

/** The user the server runs as. `switches` is true when we are root and hand over to somebody else. */
export interface Identity {
  uid: number;
  gid: number;
  switches: boolean;
}

const overflowId = 65_534; // what Linux and every common distribution use for "nobody"

/**
 * Postgres refuses root, so root hands over to the owner of the existing cluster, or to `nobody` when there is none yet.
 * Any other user runs the server himself.
 */
export function serverIdentity(existingCluster: string | null): Identity {
  if (process.getuid === undefined || process.getgid === undefined)
    throw unsupported("this platform has no user ids");
  const [uid, gid] = [process.getuid(), process.getgid()];
  if (uid !== 0) return { uid, gid, switches: false };
  const identity = { ...(ownerOf(existingCluster) ?? fromPasswd()), switches: true };
  const attempt = spawnSync("/bin/sh", ["-c", ":"], spawnOptions(identity));
  if (attempt.error === undefined) return identity;
  throw unsupported(
    `Postgres must not run as root and switching to user id ${identity.uid} failed (${attempt.error.message})`,
  );
}

/** Options for node:child_process that start a program as this user, outside any directory it might not see. */
export function spawnOptions(identity: Identity) {
  const as = identity.switches ? { uid: identity.uid, gid: identity.gid } : {};
  // Postgres ignores NODE_ENV; types of Remix demand it of every environment.
  const env = { PATH: "/usr/bin:/bin", TZ: "UTC", LC_ALL: "C", NODE_ENV: "production" as const };
  return { ...as, cwd: "/", env };
}

/** Whether this user may read and enter (a directory) or run (a file) the path, found out by trying. */
export function reaches(identity: Identity, path: string): boolean {
  return shellTest(identity, 'test -r "$1" && test -x "$1"', path);
}

/** Whether this user may make files in the directory, found out by trying. */
export function writes(identity: Identity, directory: string): boolean {
  return shellTest(identity, ': > "$1/written"', directory);
}

/**
 * Whom root hands over to, from the text of passwd(5): `nobody`, or else any other user, because initdb insists on one
 * that has an entry.
 */
export function unprivilegedUser(passwd: string): { uid: number; gid: number } {
  const users = passwd.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    const [user, group] = [Number(uid ?? Number.NaN), Number(gid ?? Number.NaN)];
    return Number.isInteger(user) && Number.isInteger(group) && user !== 0
      ? [{ name, uid: user, gid: group }]
      : [];
  });
  const { uid, gid } = users.find(({ name }) => name === "nobody") ??
    users[0] ?? { uid: overflowId, gid: overflowId };
  return { uid, gid };
}

function fromPasswd(): { uid: number; gid: number } {
  try {
    return unprivilegedUser(readFileSync("/etc/passwd", "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return unprivilegedUser("");
    throw error;
  }
}

function ownerOf(path: string | null): { uid: number; gid: number } | null {
  const found = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
  return found === undefined || found.uid === 0 ? null : { uid: found.uid, gid: found.gid };
}

function shellTest(identity: Identity, script: string, path: string): boolean {
  const { status } = spawnSync("/bin/sh", ["-c", script, "sh", path], {
    ...spawnOptions(identity),
    stdio: "ignore",
  });
  return status === 0;
}

function unsupported(cause: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The embedded Postgres cannot run here: ${cause}; set DATABASE_URL to a Postgres 15 or later.`,
  );
}
