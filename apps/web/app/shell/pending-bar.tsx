import { useNavigation } from "@remix-run/react";
import classes from "./pending-bar.module.css";

/** A line across the top while a page or a form is under way; it waits a moment, so that quick ones do not flicker. */
export function PendingBar() {
  const isPending = useNavigation().state !== "idle";
  return (
    <div role="status" aria-live="polite">
      {isPending && (
        <>
          <div className={classes.bar} />
          <span className={classes.label}>Loading</span>
        </>
      )}
    </div>
  );
}
