import { type Role, rolePermissions } from "@availability/domain/organization";
import { createAccessControl } from "better-auth/plugins/access";
import { defaultStatements } from "better-auth/plugins/organization/access";

export const accessControl = createAccessControl(defaultStatements);

const manages = accessControl.newRole({
  organization: ["update"],
  member: ["create", "update", "delete"],
  invitation: ["create", "cancel"],
});
const takesPart = accessControl.newRole({ organization: [], member: [], invitation: [] });

function access(role: Role) {
  return rolePermissions[role].includes("manage_organization") ? manages : takesPart;
}

/** Our roles in better-auth's terms: who may manage the organisation may manage its members and invitations. */
export const accessRoles = {
  owner: access("owner"),
  admin: access("admin"),
  manager: access("manager"),
  staff: access("staff"),
  viewer: access("viewer"),
} satisfies Record<Role, ReturnType<typeof access>>;
