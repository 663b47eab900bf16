import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** Brings the production build of the server up to date, as `pnpm start` does. Throws when it does not build. */
export function buildServer(): void {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const turbo = createRequire(new URL("../package.json", import.meta.url)).resolve("turbo/bin/turbo");
  const { status } = spawnSync(process.execPath, [turbo, "run", "build", "--output-logs=errors-only"], {
    cwd: root,
    // Its words must not mix with the JSON.
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error("The production build failed; see above");
}
