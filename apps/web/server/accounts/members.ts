import type { Database } from "@availability/db";
import { isRole, type Role } from "@availability/domain/organization";

type Member = { id: string; userId: string; name: string; email: string; role: Role };
type PendingInvitation = { id: string; email: string; role: Role; expiresAt: Date };

export type Members = {
  /** Everybody in the organisation, by name. */
  list(organizationId: string): Promise<Member[]>;
  /** Invitations that can still be accepted, newest first. Their ids open the door, so only managers may see them. */
  listInvitations(organizationId: string): Promise<PendingInvitation[]>;
};

/** Reads members and invitations in one query each. */
export function createMembers({ sql }: Database): Members {
  return {
    list: async (organizationId) => {
      const rows = await sql<(Omit<Member, "userId"> & { user_id: string })[]>`
        select m.id, m.user_id, u.name, u.email, m.role
        from members m join users u on u.id = m.user_id
        where m.organization_id = ${organizationId}
        order by lower(u.name), m.id
        limit 500`;
      return rows.map(({ user_id: userId, ...row }) => ({ ...row, userId, role: known(row.role) }));
    },
    listInvitations: async (organizationId) => {
      const rows = await sql<{ id: string; email: string; role: string; expires_ms: number }[]>`
        select id, email, role, (extract(epoch from expires_at) * 1000)::float8 as expires_ms
        from invitations
        where organization_id = ${organizationId} and status = 'pending' and expires_at > now()
        order by created_at desc, id
        limit 200`;
      return rows.map(({ id, email, role, expires_ms: expiresMs }) => ({
        id,
        email,
        role: known(role),
        expiresAt: new Date(expiresMs),
      }));
    },
  };
}

function known(role: string): Role {
  if (!isRole(role)) throw new Error(`The database holds the unknown role ${role}`);
  return role;
}
