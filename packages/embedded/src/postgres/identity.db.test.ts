import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, chown, cp, mkdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { reaches, unprivilegedUser } from "./identity.ts";
import { livePostmaster } from "./postmaster.ts";
import { hold, query, start, temporaryDataDir } from "./testing.ts";

// A user that exists, since initdb insists on that, and is not the one root hands over to.
const others = readFileSync("/etc/passwd", "utf8").replace(/^(root|nobody):.*$/gm, "");
const someone = unprivilegedUser(others);
const here = fileURLToPath(new URL(".", import.meta.url));

describe.runIf(process.getuid?.() === 0)("started by root", () => {
  test("below a closed directory the database is kept at a system path, and the log says so", async () => {
    const dataDir = await temporaryDataDir(0o700);
    const first = await start(dataDir);
    expect(dirname(first.cluster)).toMatch(/^\/var\/(lib|tmp)\/availability$/);
    expect(first.lines.join("\n")).toContain(`it is kept in ${first.cluster}`);
    await query(first.url, "create table kept ()");
    await first.stop();

    const second = await start(dataDir);
    expect(second.cluster).toBe(first.cluster);
    await query(second.url, "select from kept");
    await second.stop();
  });

  test("deleting the data directory means an empty database, also when its cluster lies elsewhere", async () => {
    const dataDir = await temporaryDataDir(0o700);
    const first = await start(dataDir);
    await query(first.url, "create table gone ()");
    await first.stop();
    await rm(dataDir, { recursive: true });

    const second = await start(dataDir);
    const aside = second.lines.join("\n").match(/\S+\.unclaimed-\S+/)?.[0] ?? "";
    onTestFinished(() => rm(aside, { recursive: true, force: true }));
    expect(existsSync(join(aside, "PG_VERSION"))).toBe(true);
    await expect(query(second.url, "select from gone")).rejects.toMatchObject({ code: "42P01" });
    await second.stop();
  });

  test("a copy of a data directory does not share the database of the original", async () => {
    const original = await start(await temporaryDataDir(0o700));
    const copiedTo = await temporaryDataDir(0o700);
    await cp(original.dataDir, copiedTo, { recursive: true });
    const copy = await start(copiedTo);
    expect(copy).toMatchObject({ adopted: false });
    expect(copy.cluster).not.toBe(original.cluster);
    await copy.stop();
    await query(original.url, "select 1");
    await original.stop();
  });

  test("a database that a user made goes on running as that user", async () => {
    const dataDir = await temporaryDataDir();
    const first = await start(dataDir);
    await first.stop();
    const { uid, gid } = await stat(first.cluster);
    expect(uid).not.toBe(0);
    const second = await start(dataDir);
    expect(await stat(join(second.cluster, "postmaster.pid"))).toMatchObject({ uid, gid });
    await second.stop();
  });

  test("a database that has become unreachable is an error with the fix", async () => {
    const dataDir = await temporaryDataDir();
    const { stop } = await start(dataDir);
    await stop();
    await chmod(dirname(dataDir), 0o700);
    await expect(start(dataDir)).rejects.toThrow(/cannot be opened as user id \d+.*chmod/);
  });
});

describe.runIf(process.getuid?.() === 0 && reaches({ ...someone, switches: true }, here))(
  "started by a user",
  () => {
    test("the server runs as that user, in a closed directory too", async () => {
      const dataDir = await temporaryDataDir(0o700);
      await chown(dirname(dataDir), someone.uid, someone.gid);
      const { child, held } = hold(dataDir, { as: someone });
      const { url, uid, cluster } = await held;
      expect(uid).toBe(someone.uid);
      expect(cluster).toBe(join(dataDir, "cluster"));
      expect((await stat(join(cluster, "postmaster.pid"))).uid).toBe(someone.uid);
      await query(url, "select 1");
      child.kill("SIGTERM");
      await once(child, "exit");
      expect(livePostmaster(cluster)).toBeNull();
    });

    test("root may take over and hand back", async () => {
      const dataDir = await temporaryDataDir();
      await mkdir(dataDir);
      await chown(dataDir, someone.uid, someone.gid);
      for (const turn of ["user", "root", "user"]) {
        if (turn === "root") {
          const { cluster, stop } = await start(dataDir);
          expect((await stat(join(cluster, "postmaster.pid"))).uid).toBe(someone.uid);
          await stop();
          continue;
        }
        const { child, held } = hold(dataDir, { as: someone });
        await held;
        child.kill("SIGTERM");
        await once(child, "exit");
      }
    });

    test("a database that root made is refused to a user with the fix", async () => {
      const dataDir = await temporaryDataDir();
      const { stop } = await start(dataDir);
      await stop();
      await expect(hold(dataDir, { as: someone }).held).rejects.toThrow(/cannot be kept in.*chown/);
      await chmod(dataDir, 0o777);
      await expect(hold(dataDir, { as: someone }).held).rejects.toThrow(/belongs to another user.*chown/);
    });

    test("a user without an entry in /etc/passwd is told so", async () => {
      const dataDir = await temporaryDataDir();
      await chmod(dirname(dataDir), 0o777);
      const { held } = hold(dataDir, { as: { uid: 61_234, gid: 61_234 } });
      await expect(held).rejects.toThrow(/no entry in \/etc\/passwd/);
    });
  },
);
