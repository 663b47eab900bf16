import { exportAuditLog } from "@availability/ontology/audit";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { ctxOf } from "~/accounts/session.server.ts";
import { auditCsv } from "~/settings/audit-csv.ts";
import { auditFilter, readAuditParams } from "~/settings/audit-params.server.ts";
import { zoneOfLists } from "~/time/display-zone.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

/** The entries that the filter shows, on all of its pages, as CSV in the organisation's zone. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await requireCaller(request, context);
  const timeZone = zoneOfLists(request, session.organization);
  const filter = auditFilter(readAuditParams(new URL(request.url).searchParams), timeZone);
  const pages = await orRefusalPage(exportAuditLog(ctxOf(session, context), filter));
  return new Response(auditCsv(pages, timeZone), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": 'attachment; filename="audit-log.csv"',
      "Cache-Control": "no-store",
    },
  });
}
