import type { ProviderName } from "@availability/domain/calendar";
import type * as z from "zod";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, type Page, PageInput } from "../page.ts";
import { type ExternalCalendar, listConnections } from "./list-connections.ts";

export const PageCalendars = PageInput;
export type PageCalendars = z.output<typeof PageCalendars>;

export type AccountCalendar = ExternalCalendar & {
  provider: ProviderName;
  email: string;
  connectionId: string;
};

/** The calendars of all connected accounts by id, a page at a time; an organisation has at most a thousand. */
export async function pageCalendars(
  ctx: Ctx,
  { limit, cursor }: PageCalendars,
): Promise<Page<AccountCalendar>> {
  const connections = await listConnections(ctx, {});
  const after = decodeCursor(cursor);
  const rest = connections
    .flatMap(({ id, provider, email, calendars }) =>
      calendars.map((calendar) => ({ ...calendar, provider, email, connectionId: id })),
    )
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .filter(({ id }) => !after || id > after.id);
  const data = rest.slice(0, limit);
  const last = data.at(-1);
  const more = rest.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: "", id: last.id }) : null };
}
