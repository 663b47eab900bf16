import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { CustomerList } from "~/customers/customer-list.tsx";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Customers · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const { searchParams } = new URL(request.url);
  const query = searchParams.get("q")?.trim().slice(0, 100) || null;
  const cursor = searchParams.get("cursor");
  const page = await orRefusalPage(trpc.customer.list({ limit: 50, cursor, ...(query ? { query } : {}) }));
  return { query, cursor, page };
}

export default function CustomersPage() {
  const { query, cursor, page } = useLoaderData<typeof loader>();
  const kept = query ? `q=${encodeURIComponent(query)}&` : "";
  return (
    <Stack gap="md" maw={860}>
      <Title order={1} size="h2">
        Customers
      </Title>
      <Form key={query} method="get" role="search" aria-label="Customers">
        <Group align="flex-end" gap="xs">
          <TextInput
            label="Name or e-mail begins with"
            name="q"
            type="search"
            defaultValue={query ?? ""}
            maxLength={100}
            autoComplete="off"
          />
          <Button type="submit" variant="default">
            Search
          </Button>
          {query && (
            <Button component={Link} to="/customers" variant="subtle">
              Clear
            </Button>
          )}
        </Group>
      </Form>
      {page.data.length === 0 ? (
        <Text>
          {query
            ? `No customer's name or e-mail begins with “${query}”.`
            : "No customers yet. Whoever a booking is made for appears here by itself."}
        </Text>
      ) : (
        <CustomerList customers={page.data} />
      )}
      {(cursor || page.nextCursor) && (
        <Group component="nav" aria-label="Pages" gap="xs">
          {cursor && (
            <Button component={Link} to={`/customers?${kept}`} variant="default">
              First page
            </Button>
          )}
          {page.nextCursor && (
            <Button
              component={Link}
              to={`/customers?${kept}cursor=${encodeURIComponent(page.nextCursor)}`}
              variant="default"
            >
              Next page
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
