import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createTestDatabase } from "@availability/testkit";
import { afterEach, expect, test } from "vitest";
import * as z from "zod";

const webRoot = fileURLToPath(new URL("..", import.meta.url));
const DevFile = z.object({ url: z.string(), apiKey: z.string() });
const Products = z.object({ data: z.array(z.object({ id: z.string(), type: z.string() })) });
const Slots = z.object({ data: z.array(z.object({ start: z.string() })) });

const children = new Set<ChildProcess>();
afterEach(async () => {
  await Promise.all([...children].map(end));
});

test("[BK17] fifty bookings of one slot through two server processes: one 201, forty-nine 409", {
  timeout: 180_000,
}, async () => {
  await ensureBuild();
  await using database = await createTestDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), "availability-two-"));
  try {
    const urls = await Promise.all([startServer(database.url, dataDir), startServer(database.url, dataDir)]);
    const { apiKey } = DevFile.parse(JSON.parse(readFileSync(path.join(dataDir, "dev.json"), "utf8")));
    const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
    const get = async (address: string) => (await fetch(`${urls[0]}/api/v1${address}`, { headers })).json();
    const room = Products.parse(await get("/products")).data.find(({ type }) => type === "room");
    const range = `start=${new Date().toISOString()}&end=${new Date(Date.now() + 14 * 86_400_000).toISOString()}`;
    const start = Slots.parse(await get(`/products/${room?.id}/slots?${range}`)).data.at(-1)?.start;
    const customer = { name: "Carla Diaz", email: "carla@example.org" };
    const body = JSON.stringify({ productId: room?.id, start, customer });
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const response = await fetch(`${urls[index % 2]}/api/v1/bookings`, { method: "POST", headers, body });
        const { code = "" } = z.looseObject({ code: z.string().optional() }).parse(await response.json());
        return `${response.status} ${code}`;
      }),
    );
    expect(answers.sort()).toEqual(["201 ", ...Array.from({ length: 49 }, () => "409 slot_taken")]);
  } finally {
    await Promise.all([...children].map(end));
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** Resolves to the server's URL once it is ready; rejects with its output when it ends before. */
async function startServer(databaseUrl: string, dataDir: string): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts", "--with-parent"], {
    cwd: webRoot,
    env: {
      PATH: process.env.PATH ?? "",
      TZ: "UTC",
      NODE_ENV: "production",
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      DEMO_DATA: "1",
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended: ${output}`);
    if (await isReady(url)) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server was not ready in a minute: ${output}`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    // Nothing listens yet.
    return false;
  }
}

function end(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** The servers run the built screens; builds them when they are missing or older than their source. */
async function ensureBuild(): Promise<void> {
  const built = path.join(webRoot, "build/server/index.js");
  const app = path.join(webRoot, "app");
  const files = readdirSync(app, { recursive: true, encoding: "utf8" });
  const newest = Math.max(...files.map((file) => statSync(path.join(app, file)).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  const child = spawn(process.execPath, ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], {
    cwd: webRoot,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: "ignore",
  });
  children.add(child);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  children.delete(child);
  expect(code).toBe(0);
}
