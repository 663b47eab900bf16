/** Names an expression may start a path with, and their values. */
type Scope = { event?: unknown; async?: unknown };
export type Expression = (scope: Scope) => unknown;

/**
 * Compiles the part of Inngest's CEL that flow control needs: paths (`event.data.id`), literals, `== != < <= > >= + ! && ||`
 * and parentheses. A path that leads nowhere is null. Throws on anything else, so that it is refused at start-up.
 */
export function compileExpression(source: string): Expression {
  const tokens = tokenize(source);
  let position = 0;
  const peek = () => tokens[position];
  const take = (...candidates: string[]) => {
    const token = peek();
    if (token === undefined || !candidates.includes(token)) return null;
    position += 1;
    return token;
  };

  const binary =
    (operand: () => Expression, ...operators: string[]) =>
    (): Expression => {
      let left = operand();
      for (let operator = take(...operators); operator !== null; operator = take(...operators)) {
        left = combine(operator, left, operand());
      }
      return left;
    };
  const unary = (): Expression => {
    if (take("!") === null) return primary();
    const operand = unary();
    return (scope) => !operand(scope);
  };
  const primary = (): Expression => {
    if (take("(") !== null) {
      const inner = anyOf();
      if (take(")") === null) throw unsupported(source);
      return inner;
    }
    const token = peek();
    if (token === undefined) throw unsupported(source);
    position += 1;
    return literal(token) ?? path(token, source);
  };
  const sum = binary(unary, "+");
  const comparison = binary(sum, "==", "!=", "<=", ">=", "<", ">");
  const allOf = binary(comparison, "&&");
  const anyOf = binary(allOf, "||");

  const expression = anyOf();
  if (position < tokens.length) throw unsupported(source);
  return expression;
}

function tokenize(source: string): string[] {
  const pattern =
    /\s*("[^"\\]*"|'[^'\\]*'|-?\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\.\w+)*|==|!=|<=|>=|&&|\|\||[<>+!()])/y;
  const tokens: string[] = [];
  const text = source.trimEnd();
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match?.[1] === undefined) throw unsupported(source);
    tokens.push(match[1]);
  }
  return tokens;
}

function literal(token: string): Expression | null {
  const constants: Record<string, unknown> = { true: true, false: false, null: null };
  const value = /^["']/.test(token)
    ? token.slice(1, -1)
    : /^-?\d/.test(token)
      ? Number(token)
      : constants[token];
  return value === undefined ? null : () => value;
}

function path(token: string, source: string): Expression {
  const [root, ...keys] = token.split(".");
  if (root !== "event" && root !== "async") throw unsupported(source);
  return (scope) => keys.reduce<unknown>(property, scope[root]) ?? null;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : null;
}

function combine(operator: string, left: Expression, right: Expression): Expression {
  switch (operator) {
    case "&&":
      return (scope) => Boolean(left(scope)) && Boolean(right(scope));
    case "||":
      return (scope) => Boolean(left(scope)) || Boolean(right(scope));
    case "==":
      return (scope) => left(scope) === right(scope);
    case "!=":
      return (scope) => left(scope) !== right(scope);
    case "+":
      return (scope) => add(left(scope), right(scope));
    default:
      return (scope) => ordered(operator, left(scope), right(scope));
  }
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === "number" && typeof right === "number") return left + right;
  return `${left}${right}`;
}

/** Like CEL, only numbers with numbers and strings with strings are ordered; anything else is false. */
function ordered(operator: string, left: unknown, right: unknown): boolean {
  const comparable =
    (typeof left === "number" && typeof right === "number") ||
    (typeof left === "string" && typeof right === "string");
  if (!comparable) return false;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  if (operator === ">") return left > right;
  return left >= right;
}

function unsupported(source: string): Error {
  return new Error(`expression "${source}" is beyond what the embedded executor understands`);
}
