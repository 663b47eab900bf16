import { describe, expect, test } from "vitest";
import { compileExpression } from "./expression.ts";

const scope = {
  event: { name: "a", data: { id: "x1", n: 3, ok: true, nested: { list: null } } },
  async: { data: { id: "x1", n: 4 } },
};
const evaluate = (source: string) => compileExpression(source)(scope);

describe("compileExpression", () => {
  test.each([
    ["event.data.id", "x1"],
    ["event.data.id == async.data.id", true],
    ["event.data.n == async.data.n", false],
    ["event.data.function_id == 'x'", false],
    ["event.data.n != 3", false],
    ["event.data.n >= 3 && event.data.n < 4", true],
    ["event.data.n > 3 || event.data.ok", true],
    ["!(event.data.ok && event.data.n == 3)", false],
    ["event.data.id + '-' + event.data.n", "x1-3"],
    ["event.data.n + 1", 4],
    ["\"one\" == 'one'", true],
    ["event.data.nested.list == null", true],
    ["-1.5", -1.5],
    ["true == event.data.ok", true],
  ])("%s is %j", (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });

  test("a path that leads nowhere is null, also through the prototype", () => {
    expect(evaluate("event.data.missing.deeper")).toBeNull();
    expect(evaluate("event.constructor")).toBeNull();
    expect(evaluate("event.data.id.length")).toBeNull();
  });

  test("unlike kinds are not ordered, as in CEL", () => {
    expect(evaluate("event.data.id > 1")).toBe(false);
    expect(evaluate("event.data.missing < 1")).toBe(false);
  });

  test("&& binds tighter than ||, comparison tighter than both", () => {
    expect(evaluate("true || false && false")).toBe(true);
    expect(evaluate("1 + 1 == 2 && 3 > 2")).toBe(true);
  });

  test.each([
    "",
    "event.data.id ==",
    "(event.data.id",
    "event.data.id event.data.n",
    "size(event.data.id)",
    "event.data.id.matches('x')",
    "payload.id",
    "'open",
    "event.data.id ? 1 : 2",
    "event.data['id']",
  ])("%j is refused", (source) => {
    expect(() => compileExpression(source)).toThrow("beyond what the embedded executor understands");
  });
});
