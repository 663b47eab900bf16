import { chmod, chown, lstat, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { EmbeddedPostgresError, reasonOf } from "./error.ts";
import { type Identity, reaches, writes } from "./identity.ts";

/**
 * A directory that survives restarts and that the server's user can reach, for what cannot lie in the data directory.
 * Others may pass through it but not write: somebody else's directory of that name is not used.
 */
export async function systemDirectory(identity: Identity): Promise<string> {
  const tried: string[] = [];
  for (const directory of candidates(identity)) {
    const unfit = (await whyNotOurs(directory)) ?? (await whyUnfit(directory, identity));
    if (unfit === null) return directory;
    tried.push(`${directory}: ${unfit}`);
  }
  throw new EmbeddedPostgresError(
    `There is no place for the database that user id ${identity.uid} can use (${tried.join("; ")}); make one of these directories writable, or set DATABASE_URL.`,
  );
}

/** Why a database of this user cannot lie in the directory, or null when it can; found out by trying. */
export async function whyUnfit(directory: string, identity: Identity): Promise<string | null> {
  let trial: string | undefined;
  try {
    trial = await mkdtemp(join(directory, ".trial-"));
    if (identity.switches) await chown(trial, identity.uid, identity.gid);
    await chmod(trial, 0o700);
    const { uid, mode } = await stat(trial);
    if (uid !== identity.uid || (mode & 0o777) !== 0o700)
      return "its file system does not keep owners and modes";
    if (!reaches(identity, trial))
      return `user id ${identity.uid} cannot pass through the directories above it`;
    return writes(identity, trial) ? null : `user id ${identity.uid} cannot write there`;
  } catch (error) {
    return reasonOf(error);
  } finally {
    if (trial !== undefined) await rm(trial, { recursive: true, force: true });
  }
}

function candidates(identity: Identity): string[] {
  if (identity.switches) return ["/var/lib/availability", "/var/tmp/availability"];
  return [join(homedir(), ".local/share/availability"), `/var/tmp/availability-${identity.uid}`];
}

async function whyNotOurs(directory: string): Promise<string | null> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o711 });
    const found = await lstat(directory);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return "it belongs to somebody else";
    await chmod(directory, 0o711);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}
