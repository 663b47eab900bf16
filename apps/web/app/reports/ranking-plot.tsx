import type { UtilisationReport } from "@availability/ontology/report";
import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { BarList } from "./bar-list.tsx";
import { numberText, partOf, percentText } from "./figures.ts";
import { PlotFrame } from "./plot-frame.tsx";
import tables from "./plot-table.module.css";
import { type ReportParams, searchOf } from "./report-params.ts";

const mostBars = 15;

/** The products by how much of their bookable time was booked, the fullest first. */
export function RankingPlot({ report, params }: { report: UtilisationReport; params: ReportParams }) {
  const ranked = rankedProducts(report);
  const open = ranked.filter(({ bookableMinutes }) => bookableMinutes > 0);
  if (open.length === 0) return <Text size="sm">No product was open in this period.</Text>;
  const rest = open.length - mostBars;
  return (
    <PlotFrame
      table={<RankingTable products={ranked} />}
      notes={rest > 0 ? [`${rest} more are in the table.`] : []}
    >
      <BarList
        items={open.slice(0, mostBars).map(({ productId, name, part }) => ({
          key: productId,
          label: (
            <Link to={`/${searchOf({ ...params, productId })}`} preventScrollReset>
              {name}
            </Link>
          ),
          value: percentText(part),
          part: part ?? 0,
        }))}
      />
    </PlotFrame>
  );
}

/** The fullest first, then by name; those that were never open at the end. */
export function rankedProducts({ products }: UtilisationReport) {
  return products
    .map((product) => ({ ...product, part: partOf(product.bookedMinutes, product.bookableMinutes) }))
    .sort((a, b) => (b.part ?? -1) - (a.part ?? -1) || (a.name < b.name ? -1 : 1));
}

function RankingTable({ products }: { products: ReturnType<typeof rankedProducts> }) {
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col">Utilisation</th>
          <th scope="col">Booked (h)</th>
          <th scope="col">Bookable (h)</th>
          <th scope="col">Outside (h)</th>
        </tr>
      </thead>
      <tbody>
        {products.map(({ productId, name, part, bookedMinutes, bookableMinutes, outsideMinutes }) => (
          <tr key={productId}>
            <th scope="row">{name}</th>
            <td>{percentText(part)}</td>
            <td>{numberText(bookedMinutes / 60)}</td>
            <td>{numberText(bookableMinutes / 60)}</td>
            <td>{numberText(outsideMinutes / 60)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
