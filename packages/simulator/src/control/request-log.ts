/** One request a provider's side received. Tokens, codes and secrets never appear in it in clear. */
interface LoggedRequest {
  number: number;
  at: string;
  provider: "google" | "microsoft";
  method: string;
  path: string;
  operation: string | null;
  account: string | null;
  /** Null when the connection was dropped without an answer. */
  status: number | null;
  /** The id of the fault rule it met. */
  fault: string | null;
  /** The JSON body of a calendar call. */
  body: unknown;
}

export interface RequestLog {
  add(request: Omit<LoggedRequest, "number">): void;
  list(): LoggedRequest[];
  clear(): void;
}

const SECRET_PARAMETERS = [
  "token",
  "access_token",
  "oauth_token",
  "refresh_token",
  "code",
  "client_secret",
  "state",
];

/** Keeps the latest `limit` requests in memory. */
export function requestLog(limit = 2_000): RequestLog {
  let requests: LoggedRequest[] = [];
  let count = 0;
  return {
    add(request) {
      count += 1;
      requests.push({ number: count, ...request });
      if (requests.length > limit) requests = requests.slice(-limit);
    },
    list: () => [...requests],
    clear() {
      requests = [];
    },
  };
}

/** Path and query with the values of secret parameters replaced. */
export function loggedPath(url: URL): string {
  const query = new URLSearchParams(url.searchParams);
  for (const name of SECRET_PARAMETERS) if (query.has(name)) query.set(name, "(hidden)");
  const text = query.toString();
  return url.pathname + (text === "" ? "" : `?${text}`);
}
