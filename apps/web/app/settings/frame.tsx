import type { Role } from "@availability/domain/organization";
import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import classes from "./frame.module.css";
import { settingsPages } from "./pages.ts";

/** The pages of the settings beside each other, and one of them. */
export function SettingsFrame({ role, children }: { role: Role; children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <div className={classes.frame}>
      <nav aria-label="Settings" className={classes.nav}>
        {settingsPages(role).map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            prefetch="intent"
            className={classes.link}
            aria-current={pathname === to || pathname.startsWith(`${to}/`) ? "page" : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <div className={classes.page}>{children}</div>
    </div>
  );
}
