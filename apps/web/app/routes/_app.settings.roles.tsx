import { type Permission, rolePermissions, roles } from "@availability/domain/organization";
import { Stack, Text, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { may } from "~/accounts/role-labels.ts";
import { requireSession } from "~/accounts/session.server.ts";
import { RoleMatrix } from "~/settings/role-matrix.tsx";

export const meta: MetaFunction = () => [{ title: "Roles · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role, organization } = await requireSession(request, context);
  const members = await context.app.members.list(organization.id);
  return {
    own: role,
    mayChange: may(role, "manage_organization"),
    columns: roles.map((name) => ({
      name,
      permissions: [...rolePermissions[name]] as Permission[],
      count: members.filter((member) => member.role === name).length,
    })),
  };
}

export default function RolesPage() {
  const { own, mayChange, columns } = useLoaderData<typeof loader>();
  return (
    <Stack gap="md" maw={860}>
      <div>
        <Title order={1} size="h2">
          Roles
        </Title>
        <Text c="dimmed">
          What each role may do. Yours is {own}.{" "}
          {mayChange ? (
            <Link to="/settings/members">Give people roles</Link>
          ) : (
            "An owner or admin can change it."
          )}
        </Text>
      </div>
      <RoleMatrix columns={columns} />
      <Text size="sm">
        Owners and admins may do the same, except that only an owner makes, changes or removes an owner, and
        the last owner stays.
      </Text>
    </Stack>
  );
}
