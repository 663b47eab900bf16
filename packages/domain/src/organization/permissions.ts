export const permissions = [
  "manage_integrations",
  "manage_products",
  "manage_availability",
  "manage_bookings",
  "view_bookings",
  "manage_organization",
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ["owner", "admin", "manager", "staff", "viewer"] as const;
export type Role = (typeof roles)[number];

/** What each role may do. Owners alone are protected from being removed; their permissions equal an admin's. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissions,
  admin: permissions,
  manager: ["manage_products", "manage_availability", "manage_bookings", "view_bookings"],
  staff: ["manage_bookings", "view_bookings"],
  viewer: ["view_bookings"],
};

/** True for the name of a role in `roles`. */
export function isRole(value: string): value is Role {
  return (roles as readonly string[]).includes(value);
}
