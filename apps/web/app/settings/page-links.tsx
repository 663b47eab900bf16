import { Group } from "@mantine/core";
import { Link, useLocation } from "@remix-run/react";

/** Leads on through a listing by its cursor, and back to its beginning; the rest of the address stays. */
export function PageLinks({ nextCursor }: { nextCursor: string | null }) {
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(search);
  const isFirst = !params.has("cursor");
  if (isFirst && !nextCursor) return null;
  const at = (cursor: string | null) => {
    const next = new URLSearchParams(params);
    if (cursor === null) next.delete("cursor");
    else next.set("cursor", cursor);
    return `${pathname}?${next}`;
  };
  return (
    <Group gap="md" component="nav" aria-label="Pages">
      {!isFirst && <Link to={at(null)}>Back to the newest</Link>}
      {nextCursor && <Link to={at(nextCursor)}>Older</Link>}
    </Group>
  );
}
