import { Button, Group, Paper, Text } from "@mantine/core";
import { Form, useNavigate, useNavigation, useSearchParams } from "@remix-run/react";
import { useEffect, useState } from "react";
import { withParams } from "./calendar-params.ts";
import classes from "./undo-notice.module.css";
import { readUndo, type Undo } from "./undo-param.ts";

const shownMs = 8_000;

const words: Record<Undo["kind"], string> = {
  block: "The time is blocked.",
  move: "The booking is moved.",
  undone: "Undone.",
};

/** Says what was just done, with a way back for eight seconds; it waits while it has the pointer or the focus. */
export function UndoNotice() {
  const [search] = useSearchParams();
  const text = search.get("undo");
  const undo = readUndo(text);
  const navigate = useNavigate();
  const isSending = useNavigation().state === "submitting";
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!text || isWaiting || isSending) return;
    const timer = setTimeout(() => {
      const { pathname, search: now } = window.location;
      const rest = withParams(new URLSearchParams(now), { undo: null });
      navigate(pathname + rest, { replace: true, preventScrollReset: true });
    }, shownMs);
    return () => clearTimeout(timer);
  }, [text, isWaiting, isSending, navigate]);
  if (!undo) return null;
  return (
    <Paper
      className={classes.notice}
      role="status"
      shadow="md"
      onMouseEnter={() => setWaiting(true)}
      onMouseLeave={() => setWaiting(false)}
      onFocus={() => setWaiting(true)}
      onBlur={() => setWaiting(false)}
    >
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Text size="sm">{words[undo.kind]}</Text>
        {undo.kind !== "undone" && (
          <Form
            method="post"
            action={`/availability/undo${withParams(search, {})}`}
            preventScrollReset
            replace
          >
            <Button type="submit" variant="default" size="xs" loading={isSending}>
              Undo
            </Button>
          </Form>
        )}
      </Group>
    </Paper>
  );
}
