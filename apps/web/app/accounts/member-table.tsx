import type { Role } from "@availability/domain/organization";
import { Badge, Button, Group, NativeSelect, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import classes from "./member-table.module.css";

type MemberRow = { id: string; userId: string; name: string; email: string; role: Role };
type MemberTableProps = {
  members: MemberRow[];
  userId: string;
  roles: { value: Role; label: string }[];
  isReadOnly: boolean;
};

/** Who belongs to the organisation, with the forms to change a role and to remove somebody. */
export function MemberTable({ members, userId, roles, isReadOnly }: MemberTableProps) {
  return (
    <ul className={classes.list}>
      {members.map((member) => (
        <li key={member.id} className={classes.row}>
          <div className={classes.who}>
            <Text fw={600} component="div">
              {member.name} {member.userId === userId && <Badge color="slate">You</Badge>}
            </Text>
            <Text size="sm" c="dimmed">
              {member.email}
            </Text>
          </div>
          {isReadOnly || !roles.some(({ value }) => value === member.role) ? (
            <Text>{member.role}</Text>
          ) : (
            <Group gap="xs" wrap="wrap">
              <RoleForm member={member} roles={roles} />
              <RemoveForm member={member} isSelf={member.userId === userId} />
            </Group>
          )}
        </li>
      ))}
    </ul>
  );
}

function RoleForm({ member, roles }: { member: MemberRow; roles: MemberTableProps["roles"] }) {
  return (
    <Form method="post" className={classes.form}>
      <input type="hidden" name="memberId" value={member.id} />
      <NativeSelect
        // A refused change falls back to the role that stands.
        key={member.role}
        name="role"
        aria-label={`Role of ${member.name}`}
        defaultValue={member.role}
        data={roles.map(({ value }) => value)}
      />
      <Button type="submit" name="intent" value="change-role" variant="default">
        Save<span className={classes.hidden}> role of {member.name}</span>
      </Button>
    </Form>
  );
}

/** A `details` asks before it removes, and works without JavaScript. */
function RemoveForm({ member, isSelf }: { member: MemberRow; isSelf: boolean }) {
  const deed = isSelf ? "Leave" : "Remove";
  return (
    <details className={classes.remove}>
      <summary>
        {deed}
        <span className={classes.hidden}> {member.name}</span>
      </summary>
      <Form method="post">
        <input type="hidden" name="memberId" value={member.id} />
        <Text size="sm" mb="xs">
          {isSelf ? "You lose" : `${member.name} loses`} access at once. Bookings and calendars stay.
        </Text>
        <Button type="submit" name="intent" value="remove" color="red" size="xs">
          {deed} {isSelf ? "the organisation" : member.name}
        </Button>
      </Form>
    </details>
  );
}
