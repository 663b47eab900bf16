import type { Role } from "@availability/domain/organization";
import { Link, useNavigate } from "@remix-run/react";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useTRPC } from "../trpc/client.tsx";
import classes from "./palette.module.css";
import { type Command, commandsFor } from "./palette-commands.ts";

/** Everything within reach of the keyboard: screens, bookings, customers, products and dates. */
export function Palette({ role, onClose }: { role: Role; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const { commands, isSearching } = useCommands(query, role);
  const chosen = Math.min(active, commands.length - 1);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    navigate(command.to);
  };
  const move = (step: number) => {
    const next = (chosen + step + commands.length) % Math.max(commands.length, 1);
    setActive(next);
    dialog.current?.querySelector(`#command-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <dialog ref={dialog} className={classes.palette} aria-label="Command palette" onClose={onClose}>
      <input
        className={classes.input}
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="commands"
        aria-activedescendant={commands.length > 0 ? `command-${chosen}` : undefined}
        aria-label="Go to, or find a booking, customer or product"
        placeholder="Go to, or find a booking, customer, product or date"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step) move(step);
          else if (event.key === "Enter") run(commands[chosen]);
          else return;
          event.preventDefault();
        }}
      />
      <div id="commands" role="listbox" aria-label="Commands" className={classes.list}>
        {commands.map((command, index) => (
          <Link
            key={`${command.to} ${command.label}`}
            id={`command-${index}`}
            to={command.to}
            role="option"
            aria-selected={index === chosen}
            tabIndex={-1}
            className={classes.command}
            onClick={onClose}
          >
            <span>{command.label}</span>
            <span className={classes.kind}>{command.kind}</span>
          </Link>
        ))}
      </div>
      <p className={classes.hint} role="status">
        {isSearching
          ? "Searching…"
          : commands.length === 0
            ? "Nothing found. Names are found by their beginning."
            : `${commands.length} found. Arrows choose, Enter opens, Escape closes.`}
      </p>
    </dialog>
  );
}

/** Commands that match at once, and what the server finds a moment later. */
function useCommands(query: string, role: Role): { commands: Command[]; isSearching: boolean } {
  const trpc = useTRPC();
  const typed = query.trim();
  const text = useDeferredValue(typed);
  const options = { enabled: text.length >= 2 };
  const wish = { query: text || "-", limit: 5 };
  const customers = useQuery(trpc.customer.list.queryOptions(wish, options));
  const products = useQuery(trpc.product.list.queryOptions(wish, options));
  const bookings = useQuery(trpc.booking.list.queryOptions({ ...wish, order: "desc" }, options));
  // Enter opens what fits the text as it is, however fast it was typed.
  const found =
    options.enabled && text === typed
      ? {
          customers: customers.data?.data ?? [],
          products: products.data?.data ?? [],
          bookings: bookings.data?.data ?? [],
        }
      : { customers: [], products: [], bookings: [] };
  return {
    commands: commandsFor(typed, found, role),
    isSearching: customers.isFetching || products.isFetching || bookings.isFetching,
  };
}
