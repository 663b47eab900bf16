import { createHash } from "node:crypto";
import * as z from "zod";

/** What a sync token carries: which calendar, its change counter when the listing STARTED, and the other parameters. */
const SyncToken = z.strictObject({
  t: z.literal("sync"),
  calendar: z.string(),
  epoch: z.string(),
  version: z.number(),
  parameters: z.string(),
});
export type SyncToken = z.infer<typeof SyncToken>;

/** Where a page ends, and the state at the start of its listing, so that what changes meanwhile is not lost. */
const PageToken = z.strictObject({
  t: z.literal("page"),
  calendar: z.string(),
  epoch: z.string(),
  version: z.number(),
  parameters: z.string(),
  after: z.string(),
});
export type PageToken = z.infer<typeof PageToken>;

export function encodeToken(token: SyncToken | PageToken): string {
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

/** Null for anything this simulator did not make. */
export function decodeSyncToken(text: string): SyncToken | null {
  return SyncToken.safeParse(decode(text)).data ?? null;
}

/** Null for anything this simulator did not make. */
export function decodePageToken(text: string): PageToken | null {
  return PageToken.safeParse(decode(text)).data ?? null;
}

/** A short name for a set of parameters, the same whatever their order. */
export function parametersHash(parameters: Iterable<[string, string]>): string {
  const sorted = [...parameters].sort((a, b) => (a.join("=") < b.join("=") ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("base64url").slice(0, 16);
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
