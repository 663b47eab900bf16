import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type EmbeddedPostgres, removePostgres, startPostgres } from "./index.ts";
import { livePostmaster, readPidFile } from "./postmaster.ts";
import { processMark } from "./process-info.ts";
import { namesIn, query, start, temporaryDataDir } from "./testing.ts";

describe("a first start", () => {
  let server: EmbeddedPostgres;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = join(tmpdir(), `embedded-postgres-${randomUUID()}`);
    server = await startPostgres({ dataDir, database: "app", durable: false, log: () => undefined });
  });
  afterAll(() => removePostgres({ dataDir, log: () => undefined }));

  test("gives a UTF-8, UTC, checksummed database that can hold exclusion constraints", async () => {
    expect(server.adopted).toBe(false);
    const [row] = await query(
      server.url,
      `select current_database() as name, current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
              current_setting('data_checksums') as checksums, current_setting('listen_addresses') as address, upper('ä') as upper`,
    );
    const settings = { encoding: "UTF8", zone: "UTC", checksums: "on", address: "127.0.0.1" };
    expect(row).toEqual({ ...settings, name: "app", upper: "Ä" });
    await query(server.url, "create extension btree_gist");
  });

  test("lets nobody in without the password, which lies in a file that others cannot read", async () => {
    const wrong = new URL(server.url);
    wrong.password = "postgres";
    await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
    expect((await stat(join(dataDir, "state.json"))).mode & 0o777).toBe(0o600);
    expect((await stat(server.cluster)).mode & 0o777).toBe(0o700);
  });

  test("never runs the server as root", async () => {
    expect((await stat(join(server.cluster, "postmaster.pid"))).uid).not.toBe(0);
  });

  test("can be stopped, twice too, and leaves no process", async () => {
    const processes = await query(server.url, "select pid from pg_stat_activity");
    const pids = [...processes.map(({ pid }) => Number(pid)), readPidFile(server.cluster)?.pid ?? 0];
    expect(pids.filter((pid) => processMark(pid) !== null).length).toBeGreaterThan(3);
    await Promise.all([server.stop(), server.stop()]);
    expect(pids.filter((pid) => processMark(pid) !== null)).toEqual([]);
    expect(existsSync(join(server.cluster, "postmaster.pid"))).toBe(false);
    expect(await server.exited).toMatchObject({ expected: true });
  });
});

test("a second start keeps data and URL, also when the directory moved, and takes another port only if it must", async () => {
  const dataDir = await temporaryDataDir();
  const first = await start(dataDir);
  await query(first.url, "create table kept as select 42 as answer");
  await first.stop();
  const moved = await temporaryDataDir();
  await rename(dataDir, moved);
  const second = await start(moved);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();

  await occupy(second.port);
  const third = await start(moved);
  expect(third.port).not.toBe(second.port);
  expect(await query(third.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await third.stop();
});

test("a port that was asked for and is taken is refused by name, and no server is left", async () => {
  const dataDir = await temporaryDataDir();
  const port = await occupy(0);
  await expect(start(dataDir, { port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  expect(livePostmaster(join(dataDir, "cluster"))).toBeNull();
});

test("a setting that Postgres refuses is named in the error", async () => {
  const refused = start(await temporaryDataDir(), { settings: { no_such_setting: "1" } });
  await expect(refused).rejects.toThrow(
    /unrecognized configuration parameter "no_such_setting".*server\.log/,
  );
});

test("what does not fit together is refused with the way out, never replaced by an empty database", async () => {
  const dataDir = await temporaryDataDir();
  const { cluster, stop } = await start(dataDir);
  await stop();
  await writeFile(join(cluster, "PG_VERSION"), "15\n");
  await expect(start(dataDir)).rejects.toThrow(/written by Postgres 15.*pg_dump/);
  await rm(join(cluster, "PG_VERSION"));
  await expect(start(dataDir)).rejects.toThrow("is not a complete database");
  await writeFile(join(dataDir, "state.json"), "{");
  await expect(start(dataDir)).rejects.toThrow("state.json is damaged");
  await rm(join(dataDir, "state.json"));
  await expect(start(dataDir)).rejects.toThrow("state.json is missing");
  expect(namesIn(cluster)).toContain("global");
});

test("a database that has vanished is not silently replaced", async () => {
  const dataDir = await temporaryDataDir();
  const { cluster, stop } = await start(dataDir);
  await stop();
  await rm(cluster, { recursive: true });
  await expect(start(dataDir)).rejects.toThrow(`was in ${cluster} and is gone`);
});

test("a data directory that cannot be one is named", async () => {
  const dataDir = await temporaryDataDir();
  const file = join(dirname(dataDir), "file");
  await writeFile(file, "");
  await expect(start(join(file, "postgres"))).rejects.toThrow(`cannot be kept in ${file}/postgres (ENOTDIR`);
});

async function occupy(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}
