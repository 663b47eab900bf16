import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Playwright's global set-up: the tests run the production build, so there has to be one. */
export default function requireBuild(): void {
  const entry = fileURLToPath(new URL("../build/server/index.js", import.meta.url));
  if (!existsSync(entry)) throw new Error("There is no build to test. Run `pnpm build` first.");
}
