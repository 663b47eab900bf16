import { Link } from "@remix-run/react";
import { type ListView, listViews } from "./list-params.ts";
import classes from "./view-links.module.css";

const labels: Record<ListView, string> = {
  upcoming: "Upcoming",
  approval: "Needs approval",
  recurring: "Recurring",
  past: "Past",
  cancelled: "Cancelled",
};

/** The views of the list, as links that keep what narrows it. `waiting` is how many bookings await approval. */
export function ViewLinks({
  current,
  waiting,
  search,
}: {
  current: ListView;
  waiting: string;
  search: string;
}) {
  const to = (view: ListView) => {
    const next = new URLSearchParams(search);
    for (const name of ["cursor", "status", "from", "to"]) next.delete(name);
    if (view === "upcoming") next.delete("view");
    else next.set("view", view);
    return `/booking${next.size > 0 ? `?${next}` : ""}`;
  };
  return (
    <nav aria-label="Bookings" className={classes.views}>
      {listViews.map((view) => (
        <Link
          key={view}
          to={to(view)}
          className={classes.view}
          aria-current={view === current ? "page" : undefined}
          prefetch="intent"
        >
          {labels[view]}
          {view === "approval" && waiting !== "0" && <span className={classes.count}>{waiting}</span>}
        </Link>
      ))}
    </nav>
  );
}
