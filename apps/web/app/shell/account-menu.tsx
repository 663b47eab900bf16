import { Form, useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Viewer } from "../accounts/viewer.ts";
import classes from "./account-menu.module.css";
import { ColorSchemeChoice } from "./color-scheme-choice.tsx";

/** Organisation, colour scheme and sign-out. A `details` element, so that it opens without JavaScript. */
export function AccountMenu({ viewer }: { viewer: Viewer }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  return (
    <details className={classes.menu} ref={menu}>
      <summary className={classes.summary}>
        <span className={classes.organization}>{viewer.organization.name}</span>
        <span aria-hidden="true">▾</span>
      </summary>
      <div className={classes.panel}>
        <p className={classes.who}>
          <strong>{viewer.user.name}</strong>
          <br />
          {viewer.user.email}
          <br />
          {viewer.role} of {viewer.organization.name}
        </p>
        <OrganizationChoice viewer={viewer} />
        <ColorSchemeChoice />
        <Form method="post" action="/sign-out">
          <button type="submit" className={classes.item}>
            Sign out
          </button>
        </Form>
      </div>
    </details>
  );
}

function OrganizationChoice({ viewer }: { viewer: Viewer }) {
  const others = viewer.organizations.filter(({ id }) => id !== viewer.organization.id);
  return (
    <section aria-label="Organisations" className={classes.group}>
      {others.map(({ id, name }) => (
        <Form key={id} method="post" action="/organizations/switch">
          <button type="submit" name="organizationId" value={id} className={classes.item}>
            Switch to {name}
          </button>
        </Form>
      ))}
      <a href="/organizations/new" className={classes.item}>
        New organisation
      </a>
    </section>
  );
}

/** Closes on a click elsewhere, on Escape and after navigation. */
function useClosing(menu: React.RefObject<HTMLDetailsElement>): void {
  const { key } = useLocation();
  useEffect(() => menu.current?.removeAttribute("open"), [key, menu]);
  useEffect(() => {
    const close = (event: Event) => {
      const isOutside = event.target instanceof Node && !menu.current?.contains(event.target);
      const isEscape = event instanceof KeyboardEvent && event.key === "Escape" && menu.current?.open;
      if (isEscape) menu.current?.querySelector("summary")?.focus();
      if (isEscape || (event.type === "pointerdown" && isOutside)) menu.current?.removeAttribute("open");
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, [menu]);
}
