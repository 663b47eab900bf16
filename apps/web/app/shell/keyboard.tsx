import type { Role } from "@availability/domain/organization";
import { useNavigate } from "@remix-run/react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import classes from "./palette.module.css";
import { isForField, readKey } from "./shortcut-keys.ts";
import { hasShortcuts } from "./shortcuts-cookie.ts";

const Palette = lazy(() => import("./palette.tsx").then(({ Palette: shown }) => ({ default: shown })));
const KeySheet = lazy(() => import("./key-sheet.tsx").then(({ KeySheet: shown }) => ({ default: shown })));

const pairMs = 1500;

/** The button of the command palette, and the keys: Ctrl or Cmd with K always, single keys unless switched off. */
export function Keyboard({ role }: { role: Role }) {
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  const before = useRef<{ key: string; at: number } | null>(null);
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("palette");
        return;
      }
      // As it is kept now: a key pressed while the page comes to life must not slip through.
      if (!hasShortcuts(document.cookie) || isForField(event)) return;
      const recent =
        before.current && event.timeStamp - before.current.at < pairMs ? before.current.key : null;
      const read = readKey(event.key, recent);
      before.current = read === "begun" ? { key: event.key, at: event.timeStamp } : null;
      if (read === null || read === "begun") return;
      const { deed } = read;
      if ("press" in deed) {
        const pressed = document.querySelector<HTMLElement>(`[aria-keyshortcuts~="${deed.press}"]`);
        if (pressed) pressed.click();
        else if (deed.otherwise) navigate(deed.otherwise);
        else return;
      } else if ("to" in deed) navigate(deed.to);
      else setOpen(deed.open);
      event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [navigate]);
  const close = () => setOpen(null);
  return (
    <>
      <button type="button" className={classes.opener} onClick={() => setOpen("palette")}>
        Search <kbd>Ctrl K</kbd>
      </button>
      <button
        type="button"
        className={classes.opener}
        aria-label="Keyboard shortcuts"
        onClick={() => setOpen("sheet")}
      >
        ?
      </button>
      {/* The server sends no boundary: one that a key opens while it hydrates would be rendered anew, with an error. */}
      {open !== null && (
        <Suspense fallback={null}>
          {open === "palette" && <Palette role={role} onClose={close} />}
          {open === "sheet" && <KeySheet onClose={close} />}
        </Suspense>
      )}
    </>
  );
}
