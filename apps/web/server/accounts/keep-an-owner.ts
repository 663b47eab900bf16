import type { Database } from "@availability/db";
import { APIError } from "better-auth/api";

type ChangedMember = { id: string; organizationId: string; role: string };

export const lastOwnerMessage =
  "This is the last owner. Make somebody else an owner first, so that the organisation stays manageable.";

/** Refuses, through whichever door, to demote or remove the last owner of an organisation. */
export function keepAnOwner({ sql }: Database) {
  async function refuseLastOwner(member: ChangedMember): Promise<void> {
    if (member.role !== "owner") return;
    const [row] = await sql<{ others: number }[]>`
      select count(*)::int as others from members
      where organization_id = ${member.organizationId} and role = 'owner' and id <> ${member.id}`;
    if ((row?.others ?? 0) === 0)
      throw new APIError("CONFLICT", { code: "LAST_OWNER", message: lastOwnerMessage });
  }
  return {
    beforeRemoveMember: ({ member }: { member: ChangedMember }) => refuseLastOwner(member),
    beforeUpdateMemberRole: async ({ member, newRole }: { member: ChangedMember; newRole: string }) => {
      if (newRole !== "owner") await refuseLastOwner(member);
    },
  };
}
