import type { ProviderName } from "@availability/domain/calendar";
import { type Completed, completeConnection } from "@availability/ontology/calendar";
import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { ctxOf } from "~/accounts/session.server.ts";
import { type NoticeKey, noticeOf } from "./notices.ts";
import { redirectUri } from "./redirect-uri.server.ts";
import { requireIntegrations } from "./require-integrations.server.ts";

/** Where a provider sends the browser back to. Nothing is rendered; the address with the code is left at once. */
export async function completeAt(
  provider: ProviderName,
  { request, context }: LoaderFunctionArgs,
): Promise<Response> {
  const { session } = await requireIntegrations(request, context);
  try {
    const completed = await completeConnection(ctxOf(session, context), {
      provider,
      callbackUrl: callbackUrl(request, context.app.config.appUrl),
      sessionId: session.id,
      redirectUri: redirectUri(context, provider),
    });
    return redirect(`${completed.redirectAfter}?notice=${noticeFrom(completed)}`);
  } catch (error) {
    const notice = noticeOf(error);
    if (!notice) throw error;
    const { requestId, app } = context;
    app.logger.warn({ requestId, provider, notice }, "connecting an account failed");
    return redirect(`/integrations/${provider}?notice=${notice}`);
  }
}

function noticeFrom({ isReconnected, expectedEmail }: Completed): NoticeKey {
  if (expectedEmail !== null) return "another";
  return isReconnected ? "reconnected" : "connected";
}

/** The address as the provider knows it: ours from outside, whatever proxy the request came through. */
function callbackUrl(request: Request, appUrl: string): URL {
  const { pathname, search } = new URL(request.url);
  return new URL(pathname + search, appUrl);
}
