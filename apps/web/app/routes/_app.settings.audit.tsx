import { Alert, Stack, Text, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useLocation } from "@remix-run/react";
import { AuditFilters } from "~/settings/audit-filters.tsx";
import { auditFilter, readAuditParams, targetKinds } from "~/settings/audit-params.server.ts";
import { AuditTable } from "~/settings/audit-table.tsx";
import { loadActors } from "~/settings/load-actors.server.ts";
import { PageLinks } from "~/settings/page-links.tsx";
import { zoneOfLists } from "~/time/display-zone.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Audit log · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const { id } = session.organization;
  const timeZone = zoneOfLists(request, session.organization);
  const { searchParams } = new URL(request.url);
  const params = readAuditParams(searchParams);
  const isReversed = params.from !== null && params.to !== null && params.to < params.from;
  const cursor = searchParams.get("cursor");
  const page = await orRefusalPage(trpc.audit.list({ ...auditFilter(params, timeZone), cursor, limit: 50 }));
  const actors = await loadActors(trpc, await context.app.members.list(id));
  return { params, isReversed, page, actors, targetKinds, timeZone };
}

export default function AuditPage() {
  const { params, isReversed, page, actors, targetKinds: kinds, timeZone } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const isNarrowed = Object.values(params).some((value) => value !== null);
  const isListed = params.actorId === null || actors.some(({ id }) => id === params.actorId);
  const shownActors = isListed
    ? actors
    : [...actors, { id: params.actorId ?? "", name: "Somebody who left" }];
  return (
    <Stack gap="md">
      <div>
        <Title order={1} size="h2">
          Audit log
        </Title>
        <Text c="dimmed">Who changed what. Entries are never changed or removed.</Text>
      </div>
      <AuditFilters {...{ params, timeZone }} actors={shownActors} targetKinds={kinds} />
      {isReversed && (
        <Alert color="red" variant="light" role="alert">
          Choose a last day on or after the first.
        </Alert>
      )}
      {page.data.length === 0 ? (
        <Text>{isNarrowed ? "Nothing like this was done." : "Nothing was changed yet."}</Text>
      ) : (
        <>
          <div>
            <a href={`/settings/audit/export.csv${search}`} download>
              Download as CSV
            </a>{" "}
            <Text size="sm" c="dimmed" component="span">
              All that the filter shows, 50,000 entries at most. That it was downloaded is recorded.
            </Text>
          </div>
          <AuditTable entries={page.data} timeZone={timeZone} />
        </>
      )}
      <PageLinks nextCursor={page.nextCursor} />
    </Stack>
  );
}
