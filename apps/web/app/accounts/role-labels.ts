import { type Permission, type Role, rolePermissions, roles } from "@availability/domain/organization";

const labels: Record<Role, string> = {
  owner: "Owner: everything, and cannot be removed by others",
  admin: "Admin: everything",
  manager: "Manager: products, opening hours and bookings",
  staff: "Staff: bookings",
  viewer: "Viewer: sees bookings",
};

/** The roles this member may give to others: only an owner makes owners. */
export function assignableRoles(by: Role): { value: Role; label: string }[] {
  return roles
    .filter((role) => role !== "owner" || by === "owner")
    .map((value) => ({ value, label: labels[value] }));
}

export function may(role: Role, permission: Permission): boolean {
  return rolePermissions[role].includes(permission);
}

/** Why somebody of this role may not, and who can change that. */
export function refusalText(role: Role, permission: Permission, deed: string): string {
  const able = roles.filter((candidate) => may(candidate, permission)).join(" or ");
  return `Your role (${role}) does not let you ${deed}; that takes ${able}. An owner or admin can change your role.`;
}
