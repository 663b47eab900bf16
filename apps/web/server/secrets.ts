import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { parseEncryptionKeys } from "./environment.ts";

const SecretsFile = z.object({
  authSecret: z.string().min(32),
  encryptionKeys: z.string().transform(parseEncryptionKeys),
});
export type Secrets = z.output<typeof SecretsFile>;

export class SecretsFileError extends Error {
  override readonly name = "SecretsFileError";
}

/** The secrets of this installation, generated on the first call into `file` (mode 0600). Throws SecretsFileError. */
export function loadSecrets(file: string): Secrets {
  if (!existsSync(file)) generate(file);
  const parsed = SecretsFile.safeParse(readJson(file));
  if (!parsed.success) {
    const fields = [
      ...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "everything")),
    ].join(", ");
    throw new SecretsFileError(`${file} is malformed (${fields}). ${remedy}`);
  }
  chmodSync(file, 0o600);
  return parsed.data;
}

const remedy =
  "Restore it from a backup, or set AUTH_SECRET and ENCRYPTION_KEYS. Deleting it signs everybody out and makes stored calendar access unreadable.";

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SecretsFileError(
      `${file} cannot be read: ${error instanceof SyntaxError ? "it is not JSON" : String(error)}. ${remedy}`,
    );
  }
}

/** Written aside and linked into place, so that of two processes starting at once one wins and none sees half a file. */
function generate(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  const secrets = {
    authSecret: randomBytes(32).toString("base64url"),
    encryptionKeys: `k1:${randomBytes(32).toString("base64")}`,
  };
  writeFileSync(temporary, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
