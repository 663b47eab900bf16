/** What to do on the consent page; by default everything asked for is allowed. */
export interface ConsentChoice {
  decision?: "allow" | "deny" | "needsAdmin";
  /** Only these scopes stay ticked. */
  scopes?: string[];
}

/**
 * Goes through the consent page as a browser would: loads it, fills its form in for `account` and sends it.
 * @returns the callback URL with `code` and `state`, or with `error`; it is not requested.
 * @throws Error with the page's reason when the request was refused
 */
export async function grantConsent(
  authorizationUrl: URL,
  account: string,
  { decision = "allow", scopes }: ConsentChoice = {},
): Promise<URL> {
  const page = await fetch(authorizationUrl, { redirect: "manual" });
  const already = page.headers.get("location");
  if (already !== null) return new URL(already);
  const text = await page.text();
  if (!page.ok) throw refused(page.status, text);
  const form = filledForm(text, scopes);
  form.set("account", account);
  form.set("decision", decision);
  const answer = await fetch(authorizationUrl, { method: "POST", body: form, redirect: "manual" });
  const callback = answer.headers.get("location");
  if (callback === null) throw refused(answer.status, await answer.text());
  return new URL(callback);
}

function filledForm(page: string, scopes: string[] | undefined): URLSearchParams {
  const form = new URLSearchParams();
  for (const [input] of page.matchAll(/<input[^>]*>/g)) {
    const type = attribute(input, "type");
    const value = attribute(input, "value");
    const ticked = scopes === undefined ? /\schecked/.test(input) : scopes.includes(value);
    if (type === "hidden" || (type === "checkbox" && ticked)) form.append(attribute(input, "name"), value);
  }
  return form;
}

function attribute(tag: string, name: string): string {
  const text = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  const entities: Record<string, string> = {
    "&amp;": "&",
    "&quot;": '"',
    "&#39;": "'",
    "&lt;": "<",
    "&gt;": ">",
  };
  return text.replaceAll(/&(amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity);
}

function refused(status: number, page: string): Error {
  const reason = /role="alert">([^<]*)</.exec(page)?.[1] ?? `status ${status}`;
  return new Error(`The consent page refused the request: ${reason}`);
}
