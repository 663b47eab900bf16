import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { nextPath } from "~/accounts/next-path.ts";
import { colorSchemeCookie, isColorScheme } from "~/shell/color-scheme-cookie.ts";

export async function action({ request }: ActionFunctionArgs) {
  const formData = await request.formData();
  const scheme = formData.get("scheme");
  return redirect(nextPath(formData.get("next")), {
    headers: { "Set-Cookie": colorSchemeCookie(isColorScheme(scheme) ? scheme : "auto") },
  });
}

export function loader() {
  return redirect("/");
}
