import type { Database } from "@availability/db";

type InvitationView = {
  id: string;
  email: string;
  role: string;
  organizationName: string;
  invitedBy: string;
  expiresAt: Date;
  state: "open" | "used" | "expired";
};

export type Invitations = {
  /** The invitation by its id; null when there is none. */
  find(id: string): Promise<InvitationView | null>;
};

/** Reads invitations for people who are not members yet, which the account system does not offer. */
export function createInvitations({ sql }: Database): Invitations {
  return {
    find: async (id) => {
      const [row] = await sql<InvitationRow[]>`
        select i.id, i.email, i.role, i.status,
          (extract(epoch from i.expires_at) * 1000)::float8 as expires_ms, o.name as organization_name, u.name as invited_by
        from invitations i
        join organizations o on o.id = i.organization_id
        join users u on u.id = i.inviter_id
        where i.id = ${id}`;
      return row ? toView(row) : null;
    },
  };
}

type InvitationRow = {
  id: string;
  email: string;
  role: string;
  status: string;
  expires_ms: number;
  organization_name: string;
  invited_by: string;
};

function toView({
  status,
  expires_ms: expiresMs,
  organization_name,
  invited_by,
  ...rest
}: InvitationRow): InvitationView {
  const state = status !== "pending" ? "used" : expiresMs <= Date.now() ? "expired" : "open";
  const expiresAt = new Date(expiresMs);
  return { ...rest, expiresAt, organizationName: organization_name, invitedBy: invited_by, state };
}
