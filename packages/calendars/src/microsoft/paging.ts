import { followed, type GraphClient } from "./client.ts";
import { brokenAnswer } from "./errors.ts";

/** All pages of a list. A link that comes again would never end, so it counts as a broken answer. */
export async function* follow<Page extends { "@odata.nextLink"?: string | undefined }>(
  client: GraphClient,
  firstPath: string,
  fetchPage: (path: string) => Promise<Page>,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let path: string | null = firstPath;
  while (path !== null) {
    if (seen.has(path)) throw brokenAnswer("the same page of a list twice", "paging_loop");
    seen.add(path);
    const page: Page = await fetchPage(path);
    yield page;
    const link: string | undefined = page["@odata.nextLink"];
    path = link === undefined ? null : followed(client, link);
  }
}

/** A path below Graph's version: each segment and value encoded; a space is %20, since Graph does not read a plus as one. */
export function pathOf(segments: readonly string[], query: Record<string, string> = {}): string {
  const path = segments.map(encodeURIComponent).join("/");
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}
