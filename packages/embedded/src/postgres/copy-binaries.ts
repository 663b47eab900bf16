import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, copyFile, lstat, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { errorCode } from "./error.ts";

/**
 * Copies the programs to `<parent>/postgres-<digest of their content>` unless they are there, readable by everybody
 * whatever the modes of the original, and makes the library links a skipped install script left out. Returns that folder.
 */
export async function copyBinaries(
  native: string,
  parent: string,
  log: (line: string) => void,
): Promise<string> {
  const files = await filesBelow(native);
  const copy = join(parent, `postgres-${await digest(native, files)}`);
  if (existsSync(copy)) return copy;
  log(`copying the Postgres programs to ${copy}, where the server's user can run them`);
  const draft = `${copy}.${randomUUID()}`;
  try {
    for (const file of files) await copyOne(join(native, file), join(draft, file));
    await linkLibraries(draft);
    await openDirectories(draft);
    await rename(draft, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error; // otherwise another process was faster
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

async function filesBelow(native: string): Promise<string[]> {
  const entries = await readdir(native, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(native, join(entry.parentPath, entry.name))).sort();
}

async function digest(native: string, files: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = await readFile(join(native, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

async function copyOne(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  const { mode } = await lstat(from);
  await chmod(to, (mode & 0o100) === 0 ? 0o644 : 0o755);
}

async function linkLibraries(native: string): Promise<void> {
  for (const { source, target } of await libraryLinks(native)) {
    try {
      await symlink(basename(source), join(native, relative("native", target)));
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
}

// The package lists its links as paths from its own root: {"source": "native/lib/a.so.1.2", "target": "native/lib/a.so"}.
async function libraryLinks(native: string): Promise<{ source: string; target: string }[]> {
  return JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8"));
}

async function openDirectories(root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const directories = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const directory of [root, ...directories]) await chmod(directory, 0o755);
}
