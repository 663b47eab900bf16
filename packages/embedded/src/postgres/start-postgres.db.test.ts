import { once } from "node:events";
import { existsSync } from "node:fs";
import { rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { livePostmaster, readPidFile } from "./postmaster.ts";
import { processMark } from "./process-info.ts";
import { namesIn, query, start, temporaryDataDir } from "./testing.ts";

test("a first start gives a UTF-8, UTC, checksummed database that can hold exclusion constraints", async () => {
  const { url, adopted, stop } = await start(await temporaryDataDir());
  expect(adopted).toBe(false);
  const [row] = await query(
    url,
    `select current_database() as name, current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
            current_setting('data_checksums') as checksums, current_setting('listen_addresses') as address, upper('ä') as upper`,
  );
  const expected = {
    name: "app",
    encoding: "UTF8",
    zone: "UTC",
    checksums: "on",
    address: "127.0.0.1",
    upper: "Ä",
  };
  expect(row).toEqual(expected);
  await query(url, "create extension btree_gist");
  await stop();
});

test("nobody gets in without the password, and it lies in a file that others cannot read", async () => {
  const dataDir = await temporaryDataDir();
  const { url, cluster, stop } = await start(dataDir);
  const wrong = new URL(url);
  wrong.password = "postgres";
  await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect((await stat(join(dataDir, "state.json"))).mode & 0o777).toBe(0o600);
  expect((await stat(cluster)).mode & 0o777).toBe(0o700);
  await stop();
});

test("the server does not run as root", async () => {
  const { cluster, stop } = await start(await temporaryDataDir());
  expect((await stat(join(cluster, "postmaster.pid"))).uid).not.toBe(0);
  await stop();
});

test("stop ends every process of the server, and may be called twice", async () => {
  const { url, cluster, stop, exited } = await start(await temporaryDataDir());
  const processes = await query(url, "select pid from pg_stat_activity");
  const pids = [...processes.map(({ pid }) => Number(pid)), readPidFile(cluster)?.pid ?? 0];
  expect(pids.filter((pid) => processMark(pid) !== null).length).toBeGreaterThan(3);
  await Promise.all([stop(), stop()]);
  expect(pids.filter((pid) => processMark(pid) !== null)).toEqual([]);
  expect(existsSync(join(cluster, "postmaster.pid"))).toBe(false);
  expect(await exited).toMatchObject({ expected: true });
});

test("a second start keeps the data and the URL", async () => {
  const dataDir = await temporaryDataDir();
  const first = await start(dataDir);
  await query(first.url, "create table kept as select 42 as answer");
  await first.stop();
  const second = await start(dataDir);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
});

test("a moved data directory is the same database", async () => {
  const dataDir = await temporaryDataDir();
  const first = await start(dataDir);
  await query(first.url, "create table kept ()");
  await first.stop();
  const moved = await temporaryDataDir();
  await rename(dataDir, moved);
  const second = await start(moved);
  await query(second.url, "select from kept");
  await second.stop();
});

test("when the remembered port is taken, another is chosen", async () => {
  const dataDir = await temporaryDataDir();
  const first = await start(dataDir);
  await first.stop();
  await occupy(first.port);
  const second = await start(dataDir);
  expect(second.port).not.toBe(first.port);
  await query(second.url, "select 1");
  await second.stop();
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

test("a lost or damaged password file is an error, not an empty database", async () => {
  const dataDir = await temporaryDataDir();
  const { stop } = await start(dataDir);
  await stop();
  await writeFile(join(dataDir, "state.json"), "{");
  await expect(start(dataDir)).rejects.toThrow("state.json is damaged");
  await rm(join(dataDir, "state.json"));
  await expect(start(dataDir)).rejects.toThrow("state.json is missing");
  expect(namesIn(dataDir)).toContain("cluster");
});

test("a cluster of another Postgres version is refused with the way out", async () => {
  const dataDir = await temporaryDataDir();
  const { cluster, stop } = await start(dataDir);
  await stop();
  await writeFile(join(cluster, "PG_VERSION"), "15\n");
  await expect(start(dataDir)).rejects.toThrow(/written by Postgres 15.*pg_dump/);
});

async function occupy(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}
