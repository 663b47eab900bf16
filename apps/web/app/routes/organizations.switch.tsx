import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { callAuth } from "~/accounts/call-auth.server.ts";

export async function action({ request, context }: ActionFunctionArgs) {
  const organizationId = (await request.formData()).get("organizationId");
  const answer = await callAuth(context, request, {
    path: "/organization/set-active",
    body: { organizationId: String(organizationId) },
  });
  if (!answer.ok) {
    throw new Response(
      "You are not a member of that organisation. Ask one of its owners or admins to invite you.",
      {
        status: 403,
      },
    );
  }
  return redirect("/", { headers: answer.cookies });
}

export function loader() {
  return redirect("/");
}
