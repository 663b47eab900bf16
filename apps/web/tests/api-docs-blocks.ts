import { spawn } from "node:child_process";

/** Commands of the document and what it says they print (null: nothing). */
export type Step = {
  line: number;
  commands: string;
  expected: { kind: "json" | "text"; text: string } | null;
};

/** The blocks marked `sh`, each with the `json` or `text` block that comes before the next one. */
export function stepsOf(markdown: string): Step[] {
  const steps: Step[] = [];
  for (const { 1: kind, 2: text = "", index } of markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)) {
    const line = markdown.slice(0, index).split("\n").length;
    if (kind === "sh") steps.push({ line, commands: text, expected: null });
    else if (kind === "json" || kind === "text") {
      const last = steps.at(-1);
      if (!last || last.expected) throw new Error(`Line ${line}: a result without commands before it`);
      last.expected = { kind, text: text.trimEnd() };
    } else throw new Error(`Line ${line}: say sh, json or text`);
  }
  return steps;
}

// The ASCII record separator: no answer holds it.
const mark = "\u001e";

/** Runs all the commands in one bash that stops at the first failure; returns what each step printed. Rejects when it failed. */
export function run(steps: readonly Step[], env: Record<string, string>): Promise<string[]> {
  const script = steps.map(({ commands }) => `${commands}\nprintf '\\036'\n`).join("");
  const child = spawn("bash", ["-c", `set -euo pipefail\n${script}`], {
    env: { NODE_ENV: "test", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const printed = output.split(mark);
      const rest = printed.pop();
      if (code === 0 && printed.length === steps.length)
        return resolve(printed.map((text) => text.trimEnd()));
      const step = steps[printed.length];
      reject(
        new Error(
          `The commands at line ${step?.line} ended with ${code}:\n${step?.commands}\n${rest}\n${errors}`,
        ),
      );
    });
  });
}

/**
 * What a step must print, for `expect(printed).toEqual(…)`: in JSON the fields shown, in lists as many items as shown, and
 * `"…"` for anything; in text the lines shown, with `…` for any part of a line.
 */
export function matches(expected: unknown, actual: unknown): boolean {
  if (expected === "…") return actual !== undefined;
  if (typeof expected === "string" && expected.includes("…"))
    return typeof actual === "string" && pattern(expected).test(actual);
  if (typeof expected !== "object" || expected === null) return Object.is(expected, actual);
  if (typeof actual !== "object" || actual === null || Array.isArray(expected) !== Array.isArray(actual))
    return false;
  if (Array.isArray(expected) && Array.isArray(actual) && !hasLength(expected, actual)) return false;
  const fields = Object.entries(expected).filter(
    ([name, value]) => !(Array.isArray(expected) && isRest(expected, name, value)),
  );
  const given: Record<string, unknown> = { ...actual };
  return fields.every(([name, value]) => matches(value, given[name]));
}

/** A list that ends with "…" goes on. */
function hasLength(expected: unknown[], actual: unknown[]): boolean {
  return expected.at(-1) === "…" ? actual.length >= expected.length - 1 : actual.length === expected.length;
}

function isRest(list: unknown[], index: string, value: unknown): boolean {
  return value === "…" && Number(index) === list.length - 1;
}

function pattern(text: string): RegExp {
  const parts = text.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^\\n]*")}$`);
}
