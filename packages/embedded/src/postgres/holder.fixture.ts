// A process of its own that starts the database, says so in one line of JSON and, unless told "leave", keeps running.
import { startPostgres } from "./index.ts";

const [dataDir = "", mode = "stay"] = process.argv.slice(2);
const log = (line: string) => process.stderr.write(`${line}\n`);
process.on("SIGINT", () => log("SIGINT ignored"));
const server = await startPostgres({ dataDir, database: "app", log });
process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));
const { url, adopted, cluster } = server;
process.stdout.write(`${JSON.stringify({ url, adopted, cluster, uid: process.getuid?.() })}\n`);
if (mode === "stay") setInterval(() => undefined, 60_000);
