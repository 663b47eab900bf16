import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import type { RestContext } from "./environment.ts";
import { invalidInput } from "./problem.ts";

/** For the OpenAPI entries of what has versions: the headers of a change, of a reading, and of an answer. */
export const IfMatch = z.object({
  "if-match": z.string().optional().openapi({
    description: "The ETag of what you saw; 412 when it is no longer that",
    example: '"3"',
  }),
});
export const IfNoneMatch = z.object({
  "if-none-match": z.string().optional().openapi({ description: "An ETag you hold; 304 while it is that" }),
});
export const ETagged = z.object({
  ETag: z.string().openapi({ description: "The version, as a strong entity tag", example: '"3"' }),
});

/** The answer to a reading of what the caller holds already. */
export const notModified = { description: "It is still the version that If-None-Match names" };

/**
 * The entity tag of a version: strong, since a version names the answer byte for byte (RFC 9110 section 8.8.3). What shows
 * parts of other things, which change without it, gives the answer as well, whose hash then follows the version.
 */
export function setETag(context: RestContext, version: number, shown?: object): void {
  context.header("ETag", tagOf(version, shown));
}

function tagOf(version: number, shown?: object): string {
  if (!shown) return `"${version}"`;
  const hash = createHash("sha256").update(JSON.stringify(shown)).digest("hex");
  return `"${version}-${hash.slice(0, 8)}"`;
}

/**
 * The version that If-Match demands; undefined when it demands none (no header, or `*`). Hand it to the verb: it refuses
 * another version as `stale`, which leaves this door as 412. A tag that we never gave is version 0, which nothing has.
 * Throws `invalid` for several tags, of which we could not tell the caller which one counted.
 */
export function ifMatchVersion(context: RestContext): number | undefined {
  const header = context.req.header("If-Match")?.trim();
  if (header === undefined || header === "*") return undefined;
  if (header.includes(",")) {
    const detail = 'If-Match takes one ETag, such as "3", or *';
    throw invalidInput([{ pointer: "", detail }]);
  }
  // Weak tags never match here (RFC 9110 section 13.1.1).
  // Of a tag with a hash the version alone counts: a change does not depend on what is shown of other things.
  const [, version] = /^"(\d{1,9})(?:-[\da-f]{8})?"$/.exec(header) ?? [];
  return Number(version ?? 0);
}

/**
 * The version that a change was decided on, from If-Match or from the body; undefined when neither says.
 * Throws `invalid` when they contradict each other.
 */
export function versionWanted(
  context: RestContext,
  bodyVersion: number | null | undefined,
): number | undefined {
  const version = ifMatchVersion(context);
  if (version === undefined) return bodyVersion ?? undefined;
  if (bodyVersion === undefined || bodyVersion === null || bodyVersion === version) return version;
  const detail = "If-Match names another version; send one of the two";
  throw invalidInput([{ pointer: "/version", detail }]);
}

/** True when the caller says, by If-None-Match, that it holds this version already: answer 304 without a body. */
export function isNotModified(context: RestContext, version: number, shown?: object): boolean {
  const header = context.req.header("If-None-Match")?.trim();
  if (header === undefined) return false;
  if (header === "*") return true;
  // Weak comparison (RFC 9110 section 13.1.2): proxies that compress make tags weak.
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === tagOf(version, shown));
}
