import { data } from "@remix-run/node";
import { may, refusalText } from "~/accounts/role-labels.ts";
import type { MemberSession } from "~/accounts/session.server.ts";
import { isId } from "~/bookings/id.ts";
import { zoneOfLists } from "~/time/display-zone.ts";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";

/** A customer's page: who, how often and what for; and the other one, while two are being merged. */
export async function loadCustomer(
  trpc: Caller,
  {
    session,
    request,
    customerId,
  }: { session: MemberSession; request: Request; customerId: string | undefined },
) {
  if (!isId(customerId)) throw data("No customer of your organisation has this id", { status: 404 });
  const { searchParams } = new URL(request.url);
  const cursor = searchParams.get("cursor");
  const query = searchParams.get("find")?.trim().slice(0, 100) || null;
  const withId = searchParams.get("with");
  const [customer, found, other] = await orRefusalPage(
    Promise.all([
      trpc.customer.get({ customerId, limit: 50, cursor }),
      query ? trpc.customer.list({ limit: 20, query }) : null,
      isId(withId) && withId !== customerId ? trpc.customer.get({ customerId: withId, limit: 1 }) : null,
    ]),
  );
  return {
    customer,
    cursor,
    found: query && found ? { query, customers: found.data.filter(({ id }) => id !== customerId) } : null,
    chosen: other && other.erasedAt === null ? { id: other.id, name: other.name, email: other.email } : null,
    timeZone: zoneOfLists(request, session.organization),
    mayChange: may(session.role, "manage_bookings"),
    changeRefusal: refusalText(session.role, "manage_bookings", "change customers"),
    mayErase: may(session.role, "manage_organization"),
    eraseRefusal: refusalText(session.role, "manage_organization", "erase personal data"),
  };
}
