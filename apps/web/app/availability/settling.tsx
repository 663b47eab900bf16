import { type ReactNode, useEffect, useState } from "react";
import classes from "./settling.module.css";

/**
 * Shows the skeleton over what measures itself after it is drawn: two frames later it stands where it stays, and nothing
 * moves before the eyes.
 */
export function Settling({ skeleton, children }: { skeleton: ReactNode; children: ReactNode }) {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setSettled(true));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div className={classes.place}>
      <div className={isSettled ? undefined : classes.hidden}>{children}</div>
      {!isSettled && <div className={classes.skeleton}>{skeleton}</div>}
    </div>
  );
}
