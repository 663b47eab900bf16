/** For tests: the simulator's control door. Answers its JSON, null where there is none; throws when it refuses. */
export function controlDoor(url: string) {
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url}/__sim${path}`, {
      method,
      ...(body ? { headers, body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
}
