import type { Database } from "@availability/db";
import { isRole, type Role } from "@availability/domain/organization";

type Membership = {
  organization: { id: string; name: string; slug: string; timeZone: string; firstWeekday: number };
  role: Role;
};
export type Memberships = (userId: string) => Promise<Membership[]>;

/** The organisations of one user, oldest membership first. */
export function createMemberships({ sql }: Database): Memberships {
  return async (userId) => {
    const rows = await sql<
      { id: string; name: string; slug: string; time_zone: string; first_weekday: number; role: string }[]
    >`
      select o.id, o.name, o.slug, o.time_zone, o.first_weekday, m.role
      from members m join organizations o on o.id = m.organization_id
      where m.user_id = ${userId}
      order by m.created_at, m.id`;
    return rows.map(({ id, name, slug, time_zone: timeZone, first_weekday: firstWeekday, role }) => {
      if (!isRole(role)) throw new Error(`Member of ${id} has the unknown role ${role}`);
      return { organization: { id, name, slug, timeZone, firstWeekday }, role };
    });
  };
}
