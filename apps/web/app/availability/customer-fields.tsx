import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { useTRPC } from "~/trpc/client.tsx";
import classes from "./booking-fields.module.css";

/** Who it is for: somebody known, found by the beginning of name or e-mail, or somebody new. */
export function CustomerFields({ refused }: { refused: RefusedForm | undefined }) {
  const { values = {}, fields = {} } = refused ?? {};
  const [customer, setCustomer] = useState({
    name: values.name ?? "",
    email: values.email ?? "",
    phone: values.phone ?? "",
  });
  const set = (field: keyof typeof customer) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setCustomer((known) => ({ ...known, [field]: value }));
  };
  return (
    <>
      <FindCustomer onFound={setCustomer} />
      <TextInput
        label="Customer's name"
        name="name"
        required
        autoComplete="off"
        value={customer.name}
        onChange={set("name")}
        error={fields.name}
      />
      <TextInput
        label="Customer's e-mail"
        name="email"
        type="email"
        required
        autoComplete="off"
        value={customer.email}
        onChange={set("email")}
        error={fields.email}
      />
      <TextInput
        label="Phone (optional)"
        name="phone"
        type="tel"
        autoComplete="off"
        value={customer.phone}
        onChange={set("phone")}
        error={fields.phone}
      />
    </>
  );
}

type Found = { name: string; email: string; phone: string };

/** Suggests known customers while one types; choosing one fills the fields below. Without scripts it is not shown. */
function FindCustomer({ onFound }: { onFound: (found: Found) => void }) {
  const [query, setQuery] = useState("");
  const trpc = useTRPC();
  const isLongEnough = query.trim().length >= 2 && !query.includes("<");
  const { data } = useQuery(
    trpc.customer.list.queryOptions({ query: query.trim() || "-", limit: 8 }, { enabled: isLongEnough }),
  );
  const known = data?.data ?? [];
  return (
    <div className={classes.scripted}>
      <TextInput
        label="Find a customer (optional)"
        placeholder="Name or e-mail"
        list="known-customers"
        autoComplete="off"
        value={query}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setQuery(value);
          const chosen = known.find((one) => optionText(one) === value);
          if (chosen) onFound({ name: chosen.name, email: chosen.email, phone: chosen.phone ?? "" });
        }}
      />
      <datalist id="known-customers">
        {known.map((one) => (
          <option key={one.id} value={optionText(one)} />
        ))}
      </datalist>
    </div>
  );
}

function optionText({ name, email }: { name: string; email: string }): string {
  return `${name} <${email}>`;
}
