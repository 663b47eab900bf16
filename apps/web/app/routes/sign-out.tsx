import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { callAuth } from "~/accounts/call-auth.server.ts";

export async function action({ request, context }: ActionFunctionArgs) {
  const answer = await callAuth(context, request, { path: "/sign-out", body: {} });
  return redirect("/sign-in", { headers: answer.ok ? answer.cookies : undefined });
}

/** Signing out is a form; the bare address leads on. */
export function loader() {
  return redirect("/");
}
