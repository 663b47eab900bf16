// Fails when the schema says something that no migration does: Drizzle, asked to generate, must find nothing to write.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const database = join(root, "packages/db");
const copy = mkdtempSync(join(tmpdir(), "availability-drift-"));
try {
  cpSync(join(root, "drizzle"), copy, { recursive: true });
  const before = readdirSync(copy).length;
  const args = ["exec", "drizzle-kit", "generate", "--dialect=postgresql", "--schema=./src/schema/index.ts"];
  const generated = spawnSync("pnpm", [...args, `--out=${relative(database, copy)}`, "--name=drift"], {
    cwd: database,
    encoding: "utf8",
  });
  if (generated.status !== 0) {
    console.error(generated.stdout, generated.stderr);
    process.exitCode = 1;
  } else if (readdirSync(copy).length !== before) {
    console.error(
      "The schema differs from the migrations. Run `pnpm db:generate --name=what-changed` and review the file.",
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
