import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData, useSearchParams, useSubmit } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import filterClasses from "~/bookings/booking-filters.module.css";
import type { LiveHandle } from "~/live/topics.ts";
import { isNarrowed, type ProductListParams, readProductList } from "~/products/list-params.ts";
import { loadLocations } from "~/products/load-locations.server.ts";
import { ProductList } from "~/products/product-list.tsx";
import { typeOptions } from "~/products/words.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const handle: LiveHandle = { live: ["availability"] };

export const meta: MetaFunction = () => [{ title: "Products · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const params = readProductList(new URL(request.url).searchParams);
  const { query, type, locationId, status, cursor } = params;
  const filter = {
    status,
    ...(query && { query }),
    ...(type && { type }),
    ...(locationId && { locationId }),
  };
  const [page, locations] = await orRefusalPage(
    Promise.all([trpc.product.list({ limit: 50, cursor, ...filter }), loadLocations(trpc)]),
  );
  return {
    params,
    page,
    locations,
    mayManage: may(session.role, "manage_products"),
    refusal: refusalText(session.role, "manage_products", "create or change products"),
  };
}

export default function ProductsPage() {
  const { params, page, locations, mayManage, refusal } = useLoaderData<typeof loader>();
  const names = Object.fromEntries(locations.map(({ id, name }) => [id, name]));
  return (
    <Stack gap="md" maw={960}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Products
        </Title>
        {mayManage && (
          <Group gap="xs">
            <Button component={Link} to="/products/bulk" variant="default">
              Add several
            </Button>
            <Button component={Link} to="/products/new">
              New product
            </Button>
          </Group>
        )}
      </Group>
      {!mayManage && (
        <Text size="sm" c="dimmed">
          {refusal}
        </Text>
      )}
      <Filters params={params} locations={locations} />
      {page.data.length > 0 ? (
        <ProductList products={page.data} locationNames={names} />
      ) : (
        <Text py="md">
          {isNarrowed(params)
            ? "No product passes the filters."
            : "No products yet. A product is whatever can be booked: a room, a person, a class, a tool."}
        </Text>
      )}
      <Pages cursor={params.cursor} nextCursor={page.nextCursor} />
    </Stack>
  );
}

type FiltersProps = { params: ProductListParams; locations: { id: string; name: string }[] };

function Filters({ params, locations }: FiltersProps) {
  const submit = useSubmit();
  const places = locations.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Form
      key={JSON.stringify({ ...params, cursor: null })}
      method="get"
      className={filterClasses.filters}
      role="search"
      aria-label="Products"
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) submit(event.currentTarget, { replace: true });
      }}
    >
      <TextInput
        label="Name contains"
        name="q"
        type="search"
        defaultValue={params.query ?? ""}
        maxLength={100}
        className={filterClasses.wide}
      />
      <NativeSelect
        label="Type"
        name="type"
        defaultValue={params.type ?? ""}
        data={[{ value: "", label: "All types" }, ...typeOptions]}
      />
      {places.length > 0 && (
        <NativeSelect
          label="Location"
          name="location"
          defaultValue={params.locationId ?? ""}
          data={[{ value: "", label: "All locations" }, ...places]}
        />
      )}
      <NativeSelect
        label="Status"
        name="status"
        defaultValue={params.status}
        data={[
          { value: "active", label: "Bookable" },
          { value: "archived", label: "Archived" },
          { value: "all", label: "All" },
        ]}
      />
      <div className={filterClasses.buttons}>
        <Button type="submit" variant="default">
          Show
        </Button>
        {isNarrowed(params) && (
          <Button component={Link} to="/products" variant="subtle">
            Clear
          </Button>
        )}
      </div>
    </Form>
  );
}

function Pages({ cursor, nextCursor }: { cursor: string | null; nextCursor: string | null }) {
  const [search] = useSearchParams();
  if (!cursor && !nextCursor) return null;
  const to = (value: string | null) => {
    const next = new URLSearchParams(search);
    next.delete("cursor");
    if (value) next.set("cursor", value);
    return `/products?${next}`;
  };
  return (
    <Group component="nav" aria-label="Pages" gap="xs">
      {cursor && (
        <Button component={Link} to={to(null)} variant="default">
          First page
        </Button>
      )}
      {nextCursor && (
        <Button component={Link} to={to(nextCursor)} variant="default">
          Next page
        </Button>
      )}
    </Group>
  );
}
