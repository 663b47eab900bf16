import type { ProviderName } from "@availability/domain/calendar";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { zoneOfLists } from "~/time/display-zone.ts";
import { orRefusalPage } from "~/trpc/caller.server.ts";
import { isNoticeKey, noticeFor } from "./notices.ts";
import { requireIntegrations } from "./require-integrations.server.ts";

/** What a provider's screen shows. */
export async function loadProvider(provider: ProviderName, { request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireIntegrations(request, context);
  const { config, environment } = context.app;
  const [connections, runs, products, organization] = await orRefusalPage(
    Promise.all([
      trpc.calendar.connections({ provider }),
      trpc.calendar.runs({ limit: 50 }).then(({ data }) => data),
      trpc.product.list({ limit: 200 }),
      trpc.organization.get(),
    ]),
  );
  const previews = await Promise.all(
    connections
      .filter(({ status }) => status !== "disconnected")
      .map(async ({ id }) => ({ id, ...(await trpc.calendar.previewDisconnect({ connectionId: id })) })),
  );
  const notice = new URL(request.url).searchParams.get("notice");
  return {
    connections,
    previews,
    runs,
    products: products.data.map(({ id, name }) => ({ id, name })),
    /** Null where this server has no client at the provider. */
    scopes: environment.providers[provider]?.scopes ?? null,
    failurePolicy: organization.calendarFailurePolicy,
    approvalUrl: provider === "microsoft" ? config.approvalUrl : null,
    timeZone: zoneOfLists(request, session.organization),
    now: environment.now(),
    simulatorUrl: config.simulated[provider] ? config.simulatorUrl : null,
    notice: isNoticeKey(notice) ? noticeFor(notice, provider) : null,
  };
}
