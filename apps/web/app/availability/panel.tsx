import { CloseButton, Title } from "@mantine/core";
import { Link, useNavigate } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./panel.module.css";

/**
 * A dialog over the calendar. The server renders it open, which works without JavaScript; the browser then makes it modal,
 * so that focus stays inside and Escape closes it.
 */
export function Panel({
  title,
  closePath,
  children,
}: {
  title: string;
  closePath: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.matches(":modal")) return;
    element.close();
    element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      open
      className={classes.panel}
      aria-labelledby="panel-title"
      onCancel={(event) => {
        event.preventDefault();
        navigate(closePath, { preventScrollReset: true });
      }}
    >
      <div className={classes.head}>
        <Title order={2} size="h4" id="panel-title">
          {title}
        </Title>
        <CloseButton component={Link} to={closePath} aria-label="Close" preventScrollReset />
      </div>
      {children}
    </dialog>
  );
}
