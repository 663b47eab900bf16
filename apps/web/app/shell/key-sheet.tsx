import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import classes from "./palette.module.css";
import { shortcuts } from "./shortcut-keys.ts";

/** The keys there are, and the switch that turns the single ones off (WCAG 2.1.4). */
export function KeySheet({
  isOn,
  onSwitch,
  onClose,
}: {
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
  onClose: () => void;
}) {
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
        <input type="checkbox" checked={isOn} onChange={(event) => onSwitch(event.currentTarget.checked)} />
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
