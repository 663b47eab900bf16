import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

const DevFile = z.object({
  url: z.string(),
  simulatorUrl: z.string().nullable(),
  databaseUrl: z.string(),
  organization: z.object({ id: z.string(), slug: z.string() }).nullable(),
  user: z.object({ email: z.string(), password: z.string() }).nullable(),
  apiKey: z.string().nullable(),
});
/** How scripts and people find a running development system. */
export type DevFile = z.output<typeof DevFile>;

/** What the last start wrote; null when there is nothing readable. */
export function readDevFile(dataDir: string): DevFile | null {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return null;
  try {
    return DevFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // It is written anew at each start, so a damaged one costs no more than a new API key.
    return null;
  }
}

/** Replaces the file in one step; only its owner may read it. */
export function writeDevFile(dataDir: string, content: DevFile): void {
  mkdirSync(dataDir, { recursive: true });
  const temporary = `${fileIn(dataDir)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, fileIn(dataDir));
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, "dev.json");
}
