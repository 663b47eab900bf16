import { Link } from "@remix-run/react";
import classes from "./brand.module.css";

/** The name and its mark, leading to the first screen. */
export function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <rect x="2" y="3" width="20" height="19" rx="4" className={classes.page} />
        <rect x="6" y="8" width="5" height="10" rx="1.5" className={classes.free} />
        <rect x="13" y="8" width="5" height="6" rx="1.5" className={classes.booked} />
      </svg>
      <span>Availability</span>
    </Link>
  );
}
