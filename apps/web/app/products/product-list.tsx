import type { Product } from "@availability/ontology/product";
import { Badge } from "@mantine/core";
import { Link } from "@remix-run/react";
import { formatMoney } from "~/bookings/money.ts";
import classes from "./products.module.css";
import { durationWords, typeWords } from "./words.ts";

type ProductListProps = { products: Product[]; locationNames: Record<string, string> };

/** Products by name, each leading to its settings, its hours and its calendar. */
export function ProductList({ products, locationNames }: ProductListProps) {
  return (
    <ul className={classes.list}>
      {products.map((product) => (
        <li key={product.id} className={classes.row}>
          <div className={classes.main}>
            <Link to={`/products/${product.id}`} prefetch="intent">
              {product.name}
            </Link>{" "}
            {product.status === "archived" && (
              <Badge size="sm" variant="default">
                Archived
              </Badge>
            )}
            <div className={classes.quiet}>{factsOf(product, locationNames)}</div>
          </div>
          {product.status === "active" && (
            <div className={classes.actions}>
              <Link
                to={`/booking/availability?product=${product.id}`}
                aria-label={`Hours of ${product.name}`}
              >
                Hours
              </Link>
              <Link to={`/availability?product=${product.id}`} aria-label={`Calendar of ${product.name}`}>
                Calendar
              </Link>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function factsOf(product: Product, locationNames: Record<string, string>): string {
  const { type, capacity, durationsMinutes, priceMinor, currency, locationId } = product;
  return [
    typeWords[type],
    capacity === 1 ? null : `${capacity} places`,
    durationsMinutes.map(durationWords).join(", "),
    priceMinor > 0 ? formatMoney(priceMinor, currency) : null,
    locationId ? (locationNames[locationId] ?? null) : null,
    product.requiresApproval ? "asks for approval" : null,
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}
