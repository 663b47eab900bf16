import { expect, test } from "vitest";
import { createLogger } from "./logger.ts";

function written(log: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const logger = createLogger("info", { write: (line) => void lines.push(line) });
  log(logger);
  return lines.join("");
}

test("a failed query is logged without the values it was given", () => {
  const error = Object.assign(
    new Error("Failed query: insert into customers\nparams: Carla Diaz,carla@example.org"),
    {
      query: "insert into customers",
      params: ["Carla Diaz", "carla@example.org"],
    },
  );
  const line = written((logger) => logger.error({ err: error }, "procedure failed"));
  expect(line).toContain("insert into customers");
  expect(line).not.toMatch(/Carla|carla@/);
});

test("tokens and passwords handed over by mistake are not written", () => {
  const line = written((logger) =>
    logger.info({ grant: { accessToken: "ya29.secret" }, password: "hunter2" }, "x"),
  );
  expect(line).not.toMatch(/ya29|hunter2/);
});
