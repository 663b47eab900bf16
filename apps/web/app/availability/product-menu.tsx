import { Button, Group, Text, TextInput } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import { withParams } from "./calendar-params.ts";
import { KeptFields } from "./kept-fields.tsx";
import type { ShownCalendar } from "./load-calendar.server.ts";
import classes from "./menu.module.css";
import { Menu } from "./menu.tsx";

type ProductMenuProps = {
  search: URLSearchParams;
  shown: Pick<ShownCalendar, "listed" | "productId" | "productIds" | "productNames" | "params">;
};

/** A list this long may go on. */
const mostListed = 200;

/** Which product, found by its name, and which others beside it. */
export function ProductMenu({ search, shown }: ProductMenuProps) {
  const { listed, productId, productIds, productNames, params } = shown;
  const [typed, setTyped] = useState(params.find ?? "");
  const wanted = typed.trim().toLowerCase();
  const isMatching = (name: string) => name.toLowerCase().includes(wanted);
  const unlisted = productIds.slice(1).filter((id) => !params.isAll && !listed.some((one) => one.id === id));
  // What is all here is searched here; the server searches what is longer, and for those without JavaScript.
  const [isSearchedHere, setSearchedHere] = useState(false);
  useEffect(() => setSearchedHere(listed.length < mostListed && !params.find), [listed, params.find]);
  const to = (changes: Record<string, string | null>) => `/availability${withParams(search, changes)}`;
  const label = params.isAll
    ? `All products (${productIds.length})`
    : [productNames[0], productNames.length > 1 ? `and ${productNames.length - 1} more` : ""].join(" ");
  return (
    <Menu label={`Product: ${label}`}>
      <Form method="get" action="/availability" className={classes.form}>
        <KeptFields search={search} except={["find", "beside", "product"]} />
        <input type="hidden" name="product" value={productId} />
        <TextInput
          label="Find a product"
          type="search"
          name={isSearchedHere ? undefined : "find"}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ul className={classes.rows}>
          <li className={classes.row}>
            <Link to={to({ product: "all", beside: null })}>All products</Link>
          </li>
          {listed.map(({ id, name }) => (
            <li key={id} className={classes.row} hidden={!isMatching(name)}>
              <Link
                to={to({ product: id, beside: null })}
                aria-current={id === productId && !params.isAll ? "true" : undefined}
              >
                {name}
              </Link>
              {id !== productId && (
                <label>
                  <input
                    type="checkbox"
                    name="beside"
                    value={id}
                    defaultChecked={productIds.includes(id)}
                    aria-label={`${name} beside`}
                  />
                  beside
                </label>
              )}
            </li>
          ))}
        </ul>
        {unlisted.map((id) => (
          <input key={id} type="hidden" name="beside" value={id} />
        ))}
        {!listed.some(({ name }) => isMatching(name)) && (
          <Text size="sm">No product has this in its name.</Text>
        )}
        <Group gap="xs" justify="space-between">
          <Button type="submit" size="xs">
            Show ticked
          </Button>
          <Link to="/products?bookable=1">Manage products</Link>
        </Group>
      </Form>
    </Menu>
  );
}
