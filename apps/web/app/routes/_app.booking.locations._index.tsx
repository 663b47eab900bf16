import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import type { LiveHandle } from "~/live/topics.ts";
import { kindShort } from "~/locations/words.ts";
import classes from "~/products/products.module.css";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const handle: LiveHandle = { live: ["availability"] };

export const meta: MetaFunction = () => [{ title: "Locations · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const { searchParams } = new URL(request.url);
  const cursor = searchParams.get("cursor");
  return {
    cursor,
    page: await orRefusalPage(trpc.location.list({ limit: 50, status: "all", cursor })),
    mayManage: may(session.role, "manage_products"),
    refusal: refusalText(session.role, "manage_products", "create or change locations"),
  };
}

export default function LocationsPage() {
  const { page, cursor, mayManage, refusal } = useLoaderData<typeof loader>();
  return (
    <Stack gap="md" maw={820}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          Locations
        </Title>
        {mayManage && (
          <Button component={Link} to="/booking/locations/new">
            New location
          </Button>
        )}
      </Group>
      {!mayManage && (
        <Text size="sm" c="dimmed">
          {refusal}
        </Text>
      )}
      {page.data.length === 0 ? (
        <Text>
          No locations yet. A location gives its products an address or a join link, a time zone, hours and
          closures.
        </Text>
      ) : (
        <ul className={classes.list}>
          {page.data.map(({ id, name, kind, address, joinUrl, timeZone, status }) => (
            <li key={id} className={classes.row}>
              <div className={classes.main}>
                <Link to={`/booking/locations/${id}`} prefetch="intent">
                  {name}
                </Link>{" "}
                {status === "archived" && (
                  <Badge size="sm" variant="default">
                    Archived
                  </Badge>
                )}
                <div className={classes.quiet}>
                  {[kindShort[kind], address ?? joinUrl, timeZone].filter(Boolean).join(" · ")}
                </div>
              </div>
              <div className={classes.actions}>
                <Link to={`/products?location=${id}`} aria-label={`Products of ${name}`}>
                  Products
                </Link>
                <Link to={`/booking/availability?location=${id}`} aria-label={`Hours of ${name}`}>
                  Hours
                </Link>
              </div>
            </li>
          ))}
        </ul>
      )}
      {(cursor || page.nextCursor) && (
        <Group component="nav" aria-label="Pages" gap="xs">
          {cursor && (
            <Button component={Link} to="/booking/locations" variant="default">
              First page
            </Button>
          )}
          {page.nextCursor && (
            <Button component={Link} to={`?cursor=${encodeURIComponent(page.nextCursor)}`} variant="default">
              Next page
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
