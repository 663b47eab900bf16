import type { Calendar } from "../state/model.ts";
import { badRequest, GoogleError, invalid } from "./google-error.ts";
import type { Query } from "./query.ts";
import {
  decodePageToken,
  decodeSyncToken,
  encodeToken,
  type PageToken,
  parametersHash,
} from "./sync-token.ts";

const FORBIDDEN_WITH_SYNC_TOKEN = [
  "iCalUID",
  "orderBy",
  "privateExtendedProperty",
  "q",
  "sharedExtendedProperty",
  "timeMin",
  "timeMax",
  "updatedMin",
];

/** Where in which listing a request stands. */
export interface Listing {
  /** The change counter of the sync token; null lists in full. */
  since: number | null;
  /** The key after which the page begins; null for the first page. */
  after: string | null;
  /** The token of the page that follows one ending at `key`. */
  nextPageToken(key: string): string;
  /** The token that continues after the last page; null where a listing of this kind cannot be continued. */
  nextSyncToken: string | null;
}

/** Reads syncToken and pageToken against the other parameters; GoogleError 400 or 410 where they do not fit. */
export function readListing(query: Query, calendar: Calendar): Listing {
  const since = sinceVersion(query, calendar);
  const place = { calendar: calendar.id, epoch: calendar.epoch };
  const parameters = parametersHash(
    query.pairs().filter(([name]) => !["pageToken", "maxResults"].includes(name)),
  );
  const page = readPage(query, { ...place, parameters });
  // What changes while the pages are read comes again with the next token: it tells the state at the START.
  const version = page?.version ?? calendar.version;
  return {
    since,
    after: page?.after ?? null,
    nextPageToken: (after) => encodeToken({ t: "page", ...place, version, parameters, after }),
    nextSyncToken:
      query.text("orderBy") !== undefined || query.text("updatedMin") !== undefined
        ? null
        : encodeToken({ t: "sync", ...place, version, parameters: lastingParameters(query) }),
  };
}

function sinceVersion(query: Query, calendar: Calendar): number | null {
  const text = query.text("syncToken");
  if (text === undefined) return null;
  const restricted = FORBIDDEN_WITH_SYNC_TOKEN.some((name) => query.text(name) !== undefined);
  if (restricted || query.text("showDeleted") === "false") {
    throw badRequest("Sync token cannot be used with other request restrictions.");
  }
  const token = decodeSyncToken(text);
  if (token === null || token.calendar !== calendar.id || token.epoch !== calendar.epoch) {
    throw fullSyncRequired();
  }
  if (token.parameters !== lastingParameters(query)) {
    throw invalid("The sync token was made by a listing with other parameters.", "syncToken");
  }
  return token.version;
}

function readPage(
  query: Query,
  here: { calendar: string; epoch: string; parameters: string },
): PageToken | null {
  const text = query.text("pageToken");
  if (text === undefined) return null;
  const token = decodePageToken(text);
  if (token === null || token.calendar !== here.calendar || token.epoch !== here.epoch) {
    throw invalid("Invalid page token value.", "pageToken");
  }
  if (token.parameters !== here.parameters)
    throw invalid("The page token belongs to another listing.", "pageToken");
  return token;
}

/** The parameters that must be the same in the first listing and in all that continue it. */
function lastingParameters(query: Query): string {
  const free = ["pageToken", "syncToken", "maxResults", "showDeleted", ...FORBIDDEN_WITH_SYNC_TOKEN];
  return parametersHash(query.pairs().filter(([name, value]) => !free.includes(name) && value !== "false"));
}

export function fullSyncRequired(): GoogleError {
  return new GoogleError(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.", {
    domain: "calendar",
    location: "syncToken",
  });
}
