import type { Customer } from "@availability/ontology/customer";
import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import classes from "./customers.module.css";

/** Customers by name, each leading to its page. */
export function CustomerList({ customers }: { customers: Customer[] }) {
  return (
    <ul className={classes.list}>
      {customers.map(({ id, name, email, phone }) => (
        <li key={id} className={classes.row}>
          <Link to={`/customers/${id}`} className={classes.link} prefetch="intent">
            {name}
          </Link>
          <Text size="sm" c="dimmed" component="span">
            {email}
            {phone ? ` · ${phone}` : ""}
          </Text>
        </li>
      ))}
    </ul>
  );
}
