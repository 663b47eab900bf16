import { rolePermissions } from "@availability/domain/organization";
import type { Actor, Ctx } from "@availability/ontology";
import { type AppLoadContext, redirect } from "@remix-run/node";
import type { Viewer } from "./viewer.ts";

/** A signed-in user; `viewer` is null while they belong to no organisation. */
export type Session = { id: string; user: Viewer["user"]; viewer: Viewer | null };

/** A signed-in member. Only `viewer` is meant for the browser. */
export type MemberSession = { id: string; viewer: Viewer } & Pick<Viewer, "user" | "organization" | "role">;

// Several loaders of one page ask at once; an action may change the answer, so only loaders share it.
const known = new WeakMap<AppLoadContext, Promise<Session | null>>();

/** Who is signed in, and the organisation they work in; null for nobody. */
export function findSession(request: Request, context: AppLoadContext): Promise<Session | null> {
  if (request.method !== "GET") return readSession(request, context);
  const session = known.get(context) ?? readSession(request, context);
  known.set(context, session);
  return session;
}

/** The signed-in member. Redirects others to sign in, and members of no organisation to make one. */
export async function requireSession(request: Request, context: AppLoadContext): Promise<MemberSession> {
  const session = await findSession(request, context);
  if (!session) throw redirect(signInPath(request));
  if (!session.viewer) throw redirect("/organizations/new");
  const { user, organization, role } = session.viewer;
  return { id: session.id, viewer: session.viewer, user, organization, role };
}

/** The member as the ontology's verbs know it. */
function actorOf({ user, organization, role }: MemberSession): Actor {
  return {
    kind: "member",
    userId: user.id,
    organizationId: organization.id,
    role,
    permissions: rolePermissions[role],
  };
}

/** What the ontology's verbs run in, for this member. */
export function ctxOf(session: MemberSession, { app }: AppLoadContext): Ctx {
  return { ...app.environment, actor: actorOf(session) };
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
  return { id: found.session.id, user, viewer: current ? { user, organizations, ...current } : null };
}
