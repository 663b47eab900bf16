import type { Permission, Role } from "@availability/domain/organization";
import { permissionWords } from "./permission-words.ts";
import classes from "./role-matrix.module.css";

type RoleMatrixProps = { columns: { name: Role; permissions: Permission[]; count: number }[] };

/** Permissions by roles. On a narrow screen each permission is a block that names the roles. */
export function RoleMatrix({ columns }: RoleMatrixProps) {
  return (
    // Browsers take the roles of a table away where its rows are drawn as blocks.
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <table role="table" className={classes.matrix}>
      <thead>
        <tr>
          <th scope="col">Permission</th>
          {columns.map(({ name, count }) => (
            <th key={name} scope="col">
              {title(name)}
              <div className={classes.count}>{count === 1 ? "1 person" : `${count} people`}</div>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(permissionWords).map(([permission, { label, meaning }]) => (
          <tr key={permission}>
            <th scope="row">
              {label}
              <div className={classes.meaning}>{meaning}</div>
            </th>
            {columns.map(({ name, permissions }) => {
              const isGiven = permissions.some((given) => given === permission);
              return (
                <td key={name} className={isGiven ? classes.given : undefined}>
                  <span className={classes.role} aria-hidden="true">
                    {title(name)}:{" "}
                  </span>
                  {isGiven ? "Yes" : "No"}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
