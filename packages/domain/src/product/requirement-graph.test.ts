import * as fc from "fast-check";
import { expect, test } from "vitest";
import { requirementFault } from "./requirement-graph.ts";

const edges = (text: string) => text.split(" ").map((edge) => ({ from: edge[0] ?? "", to: edge[1] ?? "" }));

test("[AV63] the chain that leads back is the shortest one, from the product to itself", () => {
  expect(requirementFault("A", ["A"], [])).toEqual({ kind: "cycle", chain: ["A", "A"] });
  expect(requirementFault("A", ["X", "B"], edges("BC CD DA CA"))).toEqual({
    kind: "cycle",
    chain: ["A", "B", "C", "A"],
  });
  expect(requirementFault("A", ["B", "C"], edges("BD CD BC"))).toBeNull();
});

test("[AV64] levels are counted along the longest way, from whatever is above", () => {
  expect(requirementFault("A", ["B"], edges("BC CD DE EF"))).toBeNull();
  expect(requirementFault("A", ["B"], edges("BC CD DE EF FG AZ"))).toEqual({
    kind: "too_deep",
    chain: ["A", "B", "C", "D", "E", "F", "G"],
  });
  expect(requirementFault("C", ["D"], edges("AB BC DE EF FG"))).toEqual({
    kind: "too_deep",
    chain: ["A", "B", "C", "D", "E", "F", "G"],
  });
});

test("[AV64] a product reached by several ways counts once", () => {
  const members = Array.from({ length: 199 }, (_, index) => `m${index}`);
  const shared = members.map((from) => ({ from, to: "Z" }));
  expect(requirementFault("A", members, shared)).toBeNull();
  expect(requirementFault("A", ["Y", ...members], shared)).toEqual({
    kind: "too_many",
    productId: "A",
    count: 201,
  });
  expect(requirementFault("B", ["C"], [{ from: "A", to: "B" }, ...shared, ...fan("A", members)])).toEqual({
    kind: "too_many",
    productId: "A",
    count: 202,
  });
});

test("[AV63] edges that each keep an order of the products are never a cycle, and one against it closes one", () => {
  const pair = fc.tuple(fc.nat(9), fc.nat(9)).filter(([a, b]) => a < b);
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
      const others = pairs.map(([a, b]) => ({ from: `p${a}`, to: `p${b}` }));
      expect(requirementFault("new", ["p0", "p5"], others)?.kind).not.toBe("cycle");
      for (const { from, to } of others) {
        const rest = others.filter((edge) => edge.from !== to);
        expect(requirementFault(to, [from], rest)).toMatchObject({ kind: "cycle" });
      }
    }),
  );
});

function fan(from: string, members: readonly string[]) {
  return members.map((to) => ({ from, to }));
}
