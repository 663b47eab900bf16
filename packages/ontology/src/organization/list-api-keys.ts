import { apiKeys, users } from "@availability/db/schema";
import { and, desc, eq, lt, or, type SQL } from "drizzle-orm";
import type * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Cursor, decodeCursor, encodeCursor, instantOfKey, type Page, type PageInput } from "../page.ts";

/** The columns of an API key that managers see; never the key itself. */
const apiKeyView = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  scopes: apiKeys.scopes,
  expiresAt: apiKeys.expiresAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
  createdAt: apiKeys.createdAt,
};

/** `createdByName` is null of a key that a key or the system made, and when its maker is gone. */
export type ApiKey = { [Key in keyof typeof apiKeyView]: (typeof apiKeys.$inferSelect)[Key] } & {
  createdByName: string | null;
};

/** The organisation's API keys, newest first, a page at a time. */
export async function listApiKeys(
  ctx: Ctx,
  { limit, cursor }: z.output<typeof PageInput>,
): Promise<Page<ApiKey>> {
  const organizationId = authorize(ctx, "manage_organization");
  const rows = await ctx.db
    .select({ ...apiKeyView, createdByName: users.name })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.createdBy))
    .where(and(eq(apiKeys.organizationId, organizationId), beyond(decodeCursor(cursor))))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  const key = last && String(last.createdAt.getTime());
  return { data, nextCursor: more && key ? encodeCursor({ key, id: last.id }) : null };
}

function beyond(cursor: Cursor | undefined): SQL | undefined {
  if (!cursor) return undefined;
  const at = new Date(instantOfKey(cursor.key));
  return or(lt(apiKeys.createdAt, at), and(eq(apiKeys.createdAt, at), lt(apiKeys.id, cursor.id)));
}
