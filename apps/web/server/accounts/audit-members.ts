import type { Database } from "@availability/db";
import { recordAudit } from "@availability/ontology/audit";
import { createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import * as z from "zod";

type Entry = Parameters<typeof recordAudit>[2] & { organizationId: string };

const Member = z.object({ id: z.string(), organizationId: z.string(), userId: z.string(), role: z.string() });
const Invitation = z.object({ id: z.string(), organizationId: z.string(), role: z.string() });
const OfMember = z.object({ member: Member });
const OfInvitation = z.object({ invitation: Invitation });
const Joined = z.object({ ...OfMember.shape, ...OfInvitation.shape });

/** What each path of the account system does to members and invitations, by its answer. No address of the invited is kept. */
const entries: Record<string, (answer: unknown) => Entry | null> = {
  "/organization/invite-member": (answer) =>
    ofInvitation("invitation.created", Invitation.safeParse(answer).data),
  "/organization/cancel-invitation": (answer) =>
    ofInvitation("invitation.cancelled", Invitation.safeParse(answer).data),
  "/organization/accept-invitation": (answer) => {
    const joined = Joined.safeParse(answer).data;
    const from = joined && { invitationId: joined.invitation.id };
    return ofMember("member.joined", joined?.member, from);
  },
  "/organization/update-member-role": (answer) =>
    ofMember("member.role_changed", Member.safeParse(answer).data),
  "/organization/remove-member": (answer) =>
    ofMember("member.removed", OfMember.safeParse(answer).data?.member),
  "/organization/leave": (answer) => ofMember("member.removed", Member.safeParse(answer).data),
};

/**
 * Says in the audit log who changed members and invitations. The account system has committed by then, so a crash in between
 * loses the entry.
 */
export function auditMembers({ db }: Database, now: () => number) {
  return createAuthMiddleware(async (context) => {
    // A refusal is an error there, which has none of these shapes.
    const found = entries[context.path]?.(context.context.returned);
    if (!found) return;
    const session = await getSessionFromCtx(context);
    if (!session) return;
    const { organizationId, ...entry } = found;
    const actor = { kind: "member" as const, userId: session.user.id, organizationId };
    await recordAudit({ actor, now }, db, entry);
  });
}

function ofInvitation(
  action: Entry["action"],
  invitation: z.output<typeof Invitation> | undefined,
): Entry | null {
  if (!invitation) return null;
  const { id: targetId, organizationId, role } = invitation;
  return { organizationId, action, targetId, details: { role } };
}

function ofMember(
  action: Entry["action"],
  member: z.output<typeof Member> | undefined,
  details: object = {},
): Entry | null {
  if (!member) return null;
  const { id: targetId, organizationId, userId, role } = member;
  return { organizationId, action, targetId, details: { userId, role, ...details } };
}
