// Builds what is not built yet and runs the server in the foreground until it ends.
// `--dev`: no build; screens reload hot, and the server restarts when its own source or a package's changes.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, watch } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const web = path.join(root, "apps/web");
const isDevelopment = process.argv.includes("--dev");
const env = {
  ...process.env,
  TZ: "UTC",
  NODE_ENV: isDevelopment ? "development" : "production",
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
};

let child = null;
let isEnding = false;
let isRestarting = false;
let lastSignalAt = 0;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => passOn(signal === "SIGHUP" ? "SIGTERM" : signal));
}
watchParent();
process.exit(await main());

async function main() {
  if (!isDevelopment) {
    // turbo looks for pnpm on the PATH, where pnpm and npx put it for the scripts they run.
    if (!process.env.npm_execpath) {
      console.error("Run this through pnpm: npx --yes pnpm@10.34.9 start");
      return 1;
    }
    const turbo = createRequire(import.meta.url).resolve("turbo/bin/turbo");
    const code = await run([turbo, "run", "build", "--output-logs=errors-only"], root);
    if (code !== 0 || isEnding) return code;
  } else {
    restartOnChange();
  }
  let code = 0;
  do {
    isRestarting = false;
    code = await run(
      ["--import", "tsx", "server/main.ts", "--with-parent", ...(isDevelopment ? ["--dev"] : [])],
      web,
    );
  } while (isRestarting && !isEnding);
  return code;
}

/**
 * Runs Node to its end with our terminal; resolves to its exit code, 128 + n after signal n. Its own process group keeps
 * Ctrl-C from reaching it twice: from the terminal and from us.
 */
function run(args, cwd) {
  return new Promise((resolve, reject) => {
    child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: "inherit",
      detached: process.platform !== "win32",
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

/** Terminal and pnpm may both deliver one Ctrl-C; only a later second one, which means "now", is passed on again. */
function passOn(signal) {
  const now = Date.now();
  if (isEnding && now - lastSignalAt < 1_000) return;
  isEnding = true;
  lastSignalAt = now;
  child?.kill(signal);
}

/** A killed pnpm or npx passes nothing on: when whoever started us is gone, the server stops, too. */
function watchParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !isEnding) passOn("SIGTERM");
  }, 500).unref();
}

function restartOnChange() {
  const packages = path.join(root, "packages");
  const sources = readdirSync(packages).map((name) => path.join(packages, name, "src"));
  let timer;
  for (const folder of [...sources, path.join(web, "server")].filter((name) => existsSync(name))) {
    watch(folder, { recursive: true }, (_event, file) => {
      if (!file?.endsWith(".ts") || file.endsWith(".test.ts")) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isRestarting = true;
        child?.kill("SIGTERM");
      }, 300);
    });
  }
}
