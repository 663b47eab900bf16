/**
 * The name that generated clients give to an operation, made of its method and path, so that it stays as long as they do:
 * listProducts, getProduct, createProductBlock, confirmBooking, setProductSchedule.
 */
export function operationId(method: string, path: string): string {
  const segments = path.split("/").slice(3);
  const last = segments.at(-1) ?? "";
  const isItem = last.startsWith("{");
  const nouns = segments.filter((segment) => !segment.startsWith("{"));
  const isAction = method === "post" && segments.length > 2 && !isPlural(last);
  if (isAction) return camelCase([last, ...nouns.slice(0, -1).map(singular)]);
  const isWhole = !isItem && (method === "get" || method === "put");
  const name = isWhole ? [...nouns.slice(0, -1).map(singular), last] : nouns.map(singular);
  const isList = isWhole && method === "get" && isPlural(last);
  return camelCase([isList ? "list" : (verbs[method] ?? method), ...name]);
}

const verbs: Record<string, string> = {
  get: "get",
  post: "create",
  put: "set",
  patch: "update",
  delete: "delete",
};

function isPlural(noun: string): boolean {
  return noun.endsWith("s");
}

function singular(noun: string): string {
  // One series is called as many are.
  if (noun === "series") return noun;
  return isPlural(noun) ? noun.slice(0, -1) : noun;
}

function camelCase(words: string[]): string {
  return words
    .flatMap((word) => word.split("-"))
    .map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join("");
}
