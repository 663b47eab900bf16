import { completeConnection } from "@availability/ontology/calendar";
import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { ctxOf, requireSession } from "~/accounts/session.server.ts";
import { googleRedirectUri } from "~/integrations/google-redirect.server.ts";
import { noticeOf } from "~/integrations/notices.ts";

/** Where Google sends the browser back to. Nothing is rendered; the address with the code is left at once. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const session = await requireSession(request, context);
  try {
    const { redirectAfter } = await completeConnection(ctxOf(session, context), {
      provider: "google",
      callbackUrl: callbackUrl(request, context.app.config.appUrl),
      sessionId: session.id,
      redirectUri: googleRedirectUri(context),
    });
    return redirect(`${redirectAfter}?notice=connected`);
  } catch (error) {
    const notice = noticeOf(error);
    if (!notice) throw error;
    context.app.logger.warn({ requestId: context.requestId, notice }, "connecting a Google account failed");
    return redirect(`/integrations/google?notice=${notice}`);
  }
}

/** The address as Google knows it: ours from outside, whatever proxy the request came through. */
function callbackUrl(request: Request, appUrl: string): URL {
  const { pathname, search } = new URL(request.url);
  return new URL(pathname + search, appUrl);
}
