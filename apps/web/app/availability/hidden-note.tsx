import { Text } from "@mantine/core";
import type { ShownCalendar } from "./load-calendar.server.ts";

/** Says how many of the products that were asked for the view has no room for; nothing when it has room for all. */
export function HiddenNote({ shown: { hidden, productIds, view } }: { shown: ShownCalendar }) {
  if (hidden === 0) return null;
  const counted = `${productIds.length} of ${productIds.length + hidden} products are`;
  return (
    <Text size="sm" role="note">
      {view === "month"
        ? `${counted} counted; choose a location or search for some under “Product”.`
        : `${counted} shown; choose others under “Product”, or see more of them by month.`}
    </Text>
  );
}
