import { Button, Group, List, Text } from "@mantine/core";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { may } from "~/accounts/role-labels.ts";
import { loadWhy } from "~/availability/load-why.server.ts";
import { Panel } from "~/availability/panel.tsx";
import { timesIn } from "~/time/format.ts";
import { hourCycleOf } from "~/time/hour-cycle.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const times = timesIn(hourCycleOf(request.headers.get("Cookie")));
  const mayBook = may(session.role, "manage_bookings");
  const mayBlock = may(session.role, "manage_availability");
  return { ...(await loadWhy(trpc, new URL(request.url), times)), mayBook, mayBlock };
}

export default function WhyPanel() {
  const why = useLoaderData<typeof loader>();
  const { mayBook, mayBlock, isFree, hasSlot } = why;
  return (
    <Panel title={isFree ? "This time is free" : "Why is this not free?"} closePath={why.closePath}>
      <Text fw={600}>
        {why.productName}, {why.day}, {why.times} ({why.timeZone})
      </Text>
      {why.reasons.length > 0 && (
        <List my="sm" spacing={6}>
          {why.reasons.map(({ key, times, text, path }) => (
            <List.Item key={key}>
              {times}: {text} {path && <Link to={path}>Show the cause</Link>}
            </List.Item>
          ))}
        </List>
      )}
      <Group mt="sm">
        {mayBook && hasSlot && (
          <Button component={Link} to={why.bookPath} preventScrollReset replace>
            Book this time
          </Button>
        )}
        {mayBlock && (
          <Button component={Link} to={why.blockPath} variant="default" preventScrollReset replace>
            Block this time
          </Button>
        )}
        {mayBook && mayBlock && !isFree && (
          <Button component={Link} to={why.overridePath} variant="default" preventScrollReset replace>
            Book with override
          </Button>
        )}
      </Group>
    </Panel>
  );
}
