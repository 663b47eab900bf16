import { rolePermissions } from "@availability/domain/organization";
import type { Actor } from "@availability/ontology";
import { type AppLoadContext, redirect } from "@remix-run/node";
import type { Viewer } from "./viewer.ts";

export type User = { id: string; name: string; email: string };
export type Session = { user: User; viewer: Viewer | null };

// Several loaders of one page ask at once; an action may change the answer, so only loaders share it.
const known = new WeakMap<AppLoadContext, Promise<Session | null>>();

/** Who is signed in, and the organisation they work in: null for nobody, `viewer: null` for a member of none. */
export function findSession(request: Request, context: AppLoadContext): Promise<Session | null> {
  if (request.method !== "GET") return readSession(request, context);
  const session = known.get(context) ?? readSession(request, context);
  known.set(context, session);
  return session;
}

/** The signed-in member. Redirects others to sign in, and members of no organisation to make one. */
export async function requireSession(request: Request, context: AppLoadContext): Promise<Viewer> {
  const session = await findSession(request, context);
  if (!session) throw redirect(signInPath(request));
  if (!session.viewer) throw redirect("/organizations/new");
  return session.viewer;
}

/** The member as the ontology's verbs know it. */
export function actorOf({ user, organization, role }: Viewer): Actor {
  return {
    kind: "member",
    userId: user.id,
    organizationId: organization.id,
    role,
    permissions: rolePermissions[role],
  };
}

/** The sign-in page, leading back to where `request` wanted to go. */
export function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const next = request.method === "GET" ? pathname + search : "/";
  return next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
}

async function readSession(request: Request, { app }: AppLoadContext): Promise<Session | null> {
  const found = await app.auth.api.getSession({ headers: request.headers });
  if (!found) return null;
  const { id, name, email } = found.user;
  const user = { id, name, email };
  const memberships = await app.memberships(id);
  // The organisation last switched to; the oldest for a session that never switched or whose membership ended.
  const current =
    memberships.find(({ organization }) => organization.id === found.session.activeOrganizationId) ??
    memberships[0];
  const organizations = memberships.map(({ organization }) => ({
    id: organization.id,
    name: organization.name,
  }));
  return { user, viewer: current ? { user, organizations, ...current } : null };
}
