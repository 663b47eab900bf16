import { ProviderError } from "@availability/domain/errors";

/** All pages of a list. A page token that comes again would never end, so it counts as a broken answer. */
export async function* follow<Page extends { nextPageToken?: string | undefined }>(
  fetchPage: (pageToken: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const page: Page = await fetchPage(pageToken);
    if (page.nextPageToken && seen.has(page.nextPageToken)) {
      throw new ProviderError("unavailable", "Google sent the same page of a list twice", {
        code: "paging_loop",
      });
    }
    yield page;
    pageToken = page.nextPageToken;
    if (pageToken) seen.add(pageToken);
  } while (pageToken);
}
