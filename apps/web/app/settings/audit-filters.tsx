import { Button, NativeSelect, TextInput } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import type { AuditParams } from "./audit-params.server.ts";
import { actionWords, fieldText } from "./audit-words.ts";
import classes from "./settings.module.css";

type AuditFiltersProps = {
  params: AuditParams;
  actors: { id: string; name: string }[];
  targetKinds: string[];
  timeZone: string;
};

/** What narrows the audit log; the address says it all. */
export function AuditFilters({ params, actors, targetKinds, timeZone }: AuditFiltersProps) {
  const { actorId, action, targetKind, targetId, from, to } = params;
  const isNarrowed = Object.values(params).some((value) => value !== null);
  return (
    <Form
      key={JSON.stringify(params)}
      method="get"
      action="/settings/audit"
      role="search"
      aria-label="Audit log"
      className={classes.plain}
    >
      <div className={classes.filters}>
        <NativeSelect
          label="Who"
          name="actor"
          defaultValue={actorId ?? ""}
          data={[
            { value: "", label: "Anybody" },
            ...actors.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          label="What"
          name="action"
          defaultValue={action ?? ""}
          data={[
            { value: "", label: "Anything" },
            ...Object.entries(actionWords).map(([value, label]) => ({ value, label })),
          ]}
        />
        <NativeSelect
          label="Done to"
          name="kind"
          defaultValue={targetKind ?? ""}
          data={[
            { value: "", label: "Anything" },
            ...targetKinds.map((value) => ({ value, label: fieldText(value) })),
          ]}
        />
        <TextInput label={`From (${timeZone})`} name="from" type="date" defaultValue={from ?? ""} />
        <TextInput label="To, included" name="to" type="date" defaultValue={to ?? ""} />
      </div>
      {targetId && <TextInput label="Id of what it was done to" name="target" defaultValue={targetId} />}
      <div className={classes.choices}>
        <Button type="submit" variant="default">
          Show
        </Button>
        {isNarrowed && <Link to="/settings/audit">Show all</Link>}
      </div>
    </Form>
  );
}
