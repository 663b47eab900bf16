import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@availability/db";
import { startPostgres } from "@availability/embedded/postgres";

/** A Postgres of the benchmark's own, with its data under the system's folder for temporary files. */
export type Cluster = {
  /** Makes an empty database and returns its URL. */
  create(name: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Starts the cluster with the embedded server's own settings, except that nothing is flushed to disk. */
export async function startCluster(log: (line: string) => void): Promise<Cluster> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "availability-bench-"));
  // The server may run under another user, which has to reach its files.
  await chmod(dataDir, 0o755);
  const postgres = await startPostgres({ dataDir, database: "bench", log, durable: false });
  return {
    async create(name) {
      const { sql, close } = openDatabase(postgres.url, { max: 1 });
      await sql`create database ${sql(name)}`;
      await close();
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async [Symbol.asyncDispose]() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
      await rm(postgres.cluster, { recursive: true, force: true });
    },
  };
}
