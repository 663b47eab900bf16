import type { Permission } from "@availability/domain/organization";
import { NavLink, useLocation } from "@remix-run/react";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { may } from "../accounts/role-labels.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { LiveIndicator } from "../live/live-indicator.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Brand } from "./brand.tsx";
import { Keyboard } from "./keyboard.tsx";
import classes from "./shell.module.css";

type Destination = { to: string; label: string; permission?: Permission };

const destinations: Destination[] = [
  { to: "/", label: "Overview" },
  { to: "/availability", label: "Availability" },
  { to: "/booking", label: "Bookings" },
  { to: "/products", label: "Products" },
  { to: "/customers", label: "Customers" },
  { to: "/integrations", label: "Integrations", permission: "manage_integrations" },
  { to: "/sync", label: "Sync", permission: "manage_integrations" },
  { to: "/settings", label: "Settings" },
];

/** The frame of every screen for members: navigation, organisation and account, and the screen itself. */
export function Shell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const nav = useCurrentInView();
  return (
    <div className={classes.shell}>
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <header className={classes.header}>
        <Brand />
        <nav ref={nav} aria-label="Main" className={classes.nav}>
          {destinations
            .filter(({ permission }) => !permission || may(viewer.role, permission))
            .map(({ to, label }) => (
              <NavLink key={to} to={to} end={to === "/"} prefetch="intent" className={classes.link}>
                {label}
              </NavLink>
            ))}
        </nav>
        <LiveIndicator viewer={viewer} />
        <Keyboard role={viewer.role} />
        <AccountMenu viewer={viewer} />
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
  );
}

/** Where the navigation scrolls, on narrow screens, the link of the screen that is open is in view. */
function useCurrentInView(): RefObject<HTMLElement> {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (nav.current && current) nav.current.scrollLeft = current.offsetLeft - nav.current.offsetLeft - 24;
  }, [pathname]);
  return nav;
}
