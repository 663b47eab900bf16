import type { AuditEntry } from "@availability/ontology/audit";
import { Link } from "@remix-run/react";
import { useTimes } from "~/time/use-times.ts";
import classes from "./audit-table.module.css";
import { actionText, actorText, type Change, changesOf, fieldText, targetPath } from "./audit-words.ts";

/** Who did what to what, and what changed. On a narrow screen each entry is a block of its own. */
export function AuditTable({ entries, timeZone }: { entries: AuditEntry[]; timeZone: string }) {
  const { formatInstant } = useTimes();
  return (
    // Browsers take the roles of a table away where its rows are drawn as blocks.
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <table role="table" className={classes.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">What changed</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td className={classes.when}>
              <time dateTime={new Date(entry.at).toISOString()}>{formatInstant(entry.at, timeZone)}</time>
            </td>
            <td>{actorText(entry.actor)}</td>
            <td>
              {actionText(entry.action)}
              <Target entry={entry} />
            </td>
            <td>
              <Changes changes={changesOf(entry.details)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Target({ entry }: { entry: AuditEntry }) {
  const { target } = entry;
  if (target.id === null) return null;
  const path = targetPath(entry);
  return (
    <div className={classes.target}>
      {path && <Link to={path}>Open the {fieldText(target.kind).toLowerCase()}</Link>}{" "}
      <Link to={`/settings/audit?kind=${target.kind}&target=${target.id}`}>Only this one</Link>
    </div>
  );
}

function Changes({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return <span className={classes.quiet}>No more is recorded</span>;
  return (
    <dl className={classes.changes}>
      {changes.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {before !== undefined && (
              <>
                <del>{before}</del> <span aria-hidden="true">→</span>{" "}
              </>
            )}
            {before === undefined ? after : <ins>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
