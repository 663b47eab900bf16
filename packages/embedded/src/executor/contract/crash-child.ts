// A process that runs the crash app until it is killed: `tsx crash-child.ts <database url> <name>`.
import postgres from "postgres";
import { crashApp } from "./crash-functions.ts";

const [databaseUrl, name] = process.argv.slice(2);
if (databaseUrl === undefined || name === undefined)
  throw new Error("usage: crash-child <database url> <name>");
const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
const { executor, client, functions } = await crashApp(sql, databaseUrl, name);
await executor.start({ client, functions });
process.send?.(await executor.health());
