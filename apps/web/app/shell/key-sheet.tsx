import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import classes from "./palette.module.css";
import { shortcuts } from "./shortcut-keys.ts";
import { hasShortcuts, shortcutsCookie } from "./shortcuts-cookie.ts";

/** The keys there are, and the switch that turns the single ones off (WCAG 2.1.4). */
export function KeySheet({ onClose }: { onClose: () => void }) {
  // It is drawn in the browser alone, when it is opened.
  const [isOn, setOn] = useState(() => hasShortcuts(document.cookie));
  const switchOn = (wished: boolean) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
    document.cookie = shortcutsCookie(wished);
    setOn(wished);
  };
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={classes.sheet} aria-labelledby="key-sheet" onClose={onClose}>
      <h2 id="key-sheet">Keyboard shortcuts</h2>
      <dl className={classes.keys}>
        <dt>
          <kbd>Ctrl</kbd> <kbd>K</kbd>
        </dt>
        <dd>Search everything, whatever is switched off here</dd>
        {shortcuts.map(({ keys, also, label }) => (
          <Keys key={keys} keys={keys} also={also} label={label} />
        ))}
      </dl>
      <label className={classes.switch}>
        <input type="checkbox" checked={isOn} onChange={(event) => switchOn(event.currentTarget.checked)} />
        Single keys are shortcuts
      </label>
      <Button variant="default" onClick={() => dialog.current?.close()}>
        Close
      </Button>
    </dialog>
  );
}

function Keys({ keys, also, label }: { keys: string; also: string | undefined; label: string }) {
  return (
    <>
      <dt>
        {keys.split(" ").map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
        {also && (
          <>
            {" "}
            or <kbd>{also}</kbd>
          </>
        )}
      </dt>
      <dd>{label}</dd>
    </>
  );
}
