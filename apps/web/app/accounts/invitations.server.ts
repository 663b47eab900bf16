import type { AppLoadContext } from "@remix-run/node";

export type Invitation = {
  id: string;
  email: string;
  role: string;
  organizationName: string;
  invitedBy: string;
  state: "open" | "used" | "expired";
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The invitation with this id, whose knowledge is the right to see it; null when there is none. */
export function findInvitation({ app }: AppLoadContext, id: string): Promise<Invitation | null> {
  return uuid.test(id) ? app.invitations.find(id) : Promise.resolve(null);
}
