import type { Database } from "@availability/db";
import type { DBAdapter, DBTransactionAdapter } from "better-auth";
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
    if ((row?.others ?? 0) === 0) throw lastOwner();
  }
  return {
    beforeRemoveMember: ({ member }: { member: ChangedMember }) => refuseLastOwner(member),
    beforeUpdateMemberRole: async ({ member, newRole }: { member: ChangedMember; newRole: string }) => {
      if (newRole !== "owner") await refuseLastOwner(member);
    },
  };
}

/**
 * The same for two owners who demote each other at the same moment: both pass the check above, and the database's trigger
 * `members_keep_an_owner` refuses the later one. Its error becomes the refusal that everybody else gets.
 */
export function refuseAsLastOwner(adapter: DBAdapter): DBAdapter {
  return {
    ...adapter,
    ...refusing(adapter),
    transaction: (run) => adapter.transaction((inner) => run({ ...inner, ...refusing(inner) })),
  };
}

function refusing(adapter: DBTransactionAdapter): Pick<DBTransactionAdapter, "update" | "delete"> {
  return {
    update: async <T>(data: Parameters<DBTransactionAdapter["update"]>[0]) => {
      return await adapter.update<T>(data).catch(rethrow);
    },
    delete: (data) => adapter.delete(data).catch(rethrow),
  };
}

function rethrow(error: unknown): never {
  throw isLastOwner(error) ? lastOwner() : error;
}

/** Drizzle wraps the driver's error in its own. */
function isLastOwner(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("constraint_name" in error && error.constraint_name === "members_keep_an_owner") return true;
  return isLastOwner(error.cause);
}

function lastOwner(): APIError {
  return new APIError("CONFLICT", { code: "LAST_OWNER", message: lastOwnerMessage });
}
