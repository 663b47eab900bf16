/** `from` requires `to`, as one of the members of a group. */
export type RequirementEdge = { from: string; to: string };

export const mostRequirementLevels = 5;
export const mostRequiredProducts = 200;

export type RequirementFault =
  /** `chain` runs from the product through what it requires back to itself. */
  | { kind: "cycle"; chain: string[] }
  /** `chain` is longer than the levels allowed. */
  | { kind: "too_deep"; chain: string[] }
  /** `productId` requires `count` products, directly and through others. */
  | { kind: "too_many"; productId: string; count: number };

/**
 * What is wrong with `productId` requiring `members`, given all other edges above and below it; null when nothing is. An
 * edge that `productId` had so far is to be left out of `others`. Products that require `productId` are judged as well.
 */
export function requirementFault(
  productId: string,
  members: readonly string[],
  others: readonly RequirementEdge[],
): RequirementFault | null {
  const below = adjacency([...members.map((to) => ({ from: productId, to })), ...others]);
  for (const member of members) {
    const back = chain(below, member, productId);
    if (back) return { kind: "cycle", chain: [productId, ...back] };
  }
  const longest = longestChains(below);
  for (const root of [productId, ...reachable(adjacency(others.map(flip)), productId)]) {
    const levels = longest(root);
    if (levels.length - 1 > mostRequirementLevels) return { kind: "too_deep", chain: levels };
    const count = reachable(below, root).size;
    if (count > mostRequiredProducts) return { kind: "too_many", productId: root, count };
  }
  return null;
}

type Graph = Map<string, string[]>;

function flip({ from, to }: RequirementEdge): RequirementEdge {
  return { from: to, to: from };
}

function adjacency(edges: readonly RequirementEdge[]): Graph {
  const graph: Graph = new Map();
  for (const { from, to } of edges) {
    const known = graph.get(from);
    if (known) known.push(to);
    else graph.set(from, [to]);
  }
  return graph;
}

/** The shortest way from one to the other, both included; null when there is none. */
function chain(graph: Graph, from: string, to: string): string[] | null {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  for (const node of cameFrom.keys()) {
    if (node === to) return wayTo(cameFrom, node);
    for (const next of graph.get(node) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, node);
  }
  return null;
}

function wayTo(cameFrom: Map<string, string | null>, end: string): string[] {
  const way: string[] = [];
  for (let node: string | null = end; node !== null; node = cameFrom.get(node) ?? null) way.unshift(node);
  return way;
}

/** Every node below `from`, without itself. */
function reachable(graph: Graph, from: string): Set<string> {
  const found = new Set([from]);
  // A Set hands out what is added while it is walked.
  for (const node of found) for (const next of graph.get(node) ?? []) found.add(next);
  found.delete(from);
  return found;
}

/** The longest chain down from a node, itself included. The graph below the node must have no cycle. */
function longestChains(graph: Graph): (node: string) => string[] {
  const known = new Map<string, string[]>();
  const longest = (node: string): string[] => {
    const before = known.get(node);
    if (before) return before;
    let rest: string[] = [];
    for (const next of graph.get(node) ?? []) {
      const way = longest(next);
      if (way.length > rest.length) rest = way;
    }
    const way = [node, ...rest];
    known.set(node, way);
    return way;
  };
  return longest;
}
