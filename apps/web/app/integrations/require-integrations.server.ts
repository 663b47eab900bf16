import { type AppLoadContext, data } from "@remix-run/node";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

/** The signed-in member who may manage integrations; others get a page that says who can let them. */
export async function requireIntegrations(
  request: Request,
  context: AppLoadContext,
  deed = "see or change connected calendars",
) {
  const caller = await requireCaller(request, context);
  const { role } = caller.session;
  if (!may(role, "manage_integrations")) {
    throw data(refusalText(role, "manage_integrations", deed), { status: 403 });
  }
  return caller;
}
