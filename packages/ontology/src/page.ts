import { DomainError } from "@availability/domain/errors";
import * as z from "zod";

/** One page of a listing; `nextCursor` is null on the last. */
export type Page<T> = { data: T[]; nextCursor: string | null };

/** Where a page ended: the sort key of its last row, and the row's id to tell equal keys apart. */
export type Cursor = { key: string; id: string };

const CursorParts = z.tuple([z.string(), z.uuid()]);

export const PageInput = z.object({
  limit: z.coerce.number().int().min(1, "At least 1").max(200, "At most 200").default(50),
  cursor: z.string().max(1000).nullish(),
});

export function encodeCursor({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString("base64url");
}

/** Throws `invalid` for text that `encodeCursor` did not make. */
export function decodeCursor(text: string | null | undefined): Cursor | undefined {
  if (!text) return undefined;
  const parts = CursorParts.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  if (!parts.success) throw foreignCursor();
  return { key: parts.data[0], id: parts.data[1] };
}

/** The most rows that one export holds. */
export const mostExported = 50_000;
const exportedAtOnce = 500;

/** A listing from its first page on, one in memory at a time, at most `mostExported` rows in all. */
export async function* pagesToExport<T>(
  read: (at: { limit: number; cursor: string | null }) => Promise<Page<T>>,
): AsyncGenerator<T[]> {
  let cursor: string | null = null;
  let left = mostExported;
  do {
    const page: Page<T> = await read({ limit: Math.min(exportedAtOnce, left), cursor });
    yield page.data;
    cursor = page.nextCursor;
    left -= page.data.length;
  } while (cursor !== null && left > 0);
}

/** The instant that a key written as epoch ms stands for, as Postgres reads it. Throws `invalid` for the key of another listing. */
export function instantOfKey(key: string): string {
  const instant = Number(key);
  // Years other than 0001 to 9999 are written otherwise, and no listing reaches them.
  const isOurs = /^-?\d{1,15}$/.test(key) && instant >= -62_135_596_800_000 && instant < 253_402_300_800_000;
  if (!isOurs) throw foreignCursor();
  return new Date(instant).toISOString();
}

/** The refusal of a cursor that this listing did not give out. */
export function foreignCursor(): DomainError {
  const detail = "Pass the nextCursor of the page before, unchanged, or leave it out for the first page";
  return new DomainError("invalid", "The cursor is not one of ours", {
    errors: [{ pointer: "/cursor", detail }],
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
