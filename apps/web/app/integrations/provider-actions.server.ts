import type { ProviderName } from "@availability/domain/calendar";
import { startConnection } from "@availability/ontology/calendar";
import { type AppLoadContext, redirect } from "@remix-run/node";
import { ctxOf, type MemberSession } from "~/accounts/session.server.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";
import { redirectUri } from "./redirect-uri.server.ts";

type Call = {
  provider: ProviderName;
  context: AppLoadContext;
  session: MemberSession;
  trpc: Caller;
  formData: FormData;
};

export type ProviderActionResult =
  | { kind: "saved"; calendarId: string }
  | { kind: "refreshed" }
  | { kind: "switched"; connectionId: string; on: boolean }
  | { kind: "sync"; calendarId: string; runId: string }
  | { kind: "refused"; calendarId: string | null; message: string };

/** Does what a form of a provider's screen asked for. */
export async function runProviderAction(call: Call): Promise<ProviderActionResult | Response> {
  const text = (name: string) => String(call.formData.get(name) ?? "");
  const calendarId = text("calendarId") || null;
  try {
    switch (text("intent")) {
      case "connect":
        return await connect(call);
      case "disconnect":
        return await disconnect(call, {
          connectionId: text("connectionId"),
          futureEvents: text("futureEvents") === "remove" ? "remove" : "keep",
        });
      case "switch":
        await call.trpc.calendar.setSyncEnabled({
          connectionId: text("connectionId"),
          on: text("on") === "on",
        });
        return { kind: "switched", connectionId: text("connectionId"), on: text("on") === "on" };
      case "refresh":
        await call.trpc.calendar.refresh({ connectionId: text("connectionId") });
        return { kind: "refreshed" };
      case "link":
        return await link(call, text);
      case "sync": {
        const { runId } = await call.trpc.calendar.requestSync({ calendarId: text("calendarId") });
        return { kind: "sync", calendarId: text("calendarId"), runId };
      }
      default:
        return {
          kind: "refused",
          calendarId,
          message: "This form is not known. Reload the page and try again.",
        };
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { kind: "refused", calendarId, message: refusal.message };
  }
}

/** The scopes that were ticked; a reconnect names its connection, and without any asks for what it had. */
async function connect({ provider, context, session, formData }: Call): Promise<Response> {
  const connectionId = String(formData.get("connectionId") ?? "");
  const scopes = formData.getAll("scope").map(String);
  const { url } = await startConnection(ctxOf(session, context), {
    provider,
    sessionId: session.id,
    redirectUri: redirectUri(context, provider),
    redirectAfter: `/integrations/${provider}`,
    ...(connectionId && { connectionId }),
    ...(connectionId && scopes.length === 0 ? {} : { scopes }),
  });
  return redirect(url.href);
}

async function disconnect(
  { provider, trpc }: Call,
  input: { connectionId: string; futureEvents: "keep" | "remove" },
): Promise<Response> {
  const { revoked, left } = await trpc.calendar.disconnect(input);
  if (left > 0) return redirect(`/integrations/${provider}?notice=disconnected-events-left`);
  return redirect(
    `/integrations/${provider}?notice=${revoked ? "disconnected" : "disconnected-unconfirmed"}`,
  );
}

/** Sets the links of one calendar: `productId` with its two purposes in place of `previousProductId`; none unlinks. */
async function link({ provider, trpc }: Call, text: (name: string) => string): Promise<ProviderActionResult> {
  const calendarId = text("calendarId");
  const connections = await trpc.calendar.connections({ provider });
  const calendar = connections.flatMap(({ calendars }) => calendars).find(({ id }) => id === calendarId);
  const replaced = new Set([text("previousProductId"), text("productId")]);
  const others = (calendar?.links ?? [])
    .filter(({ productId }) => !replaced.has(productId))
    .map(({ productId, countsBusy, receivesBookings }) => ({ productId, countsBusy, receivesBookings }));
  const wanted = {
    productId: text("productId"),
    countsBusy: text("countsBusy") === "on",
    receivesBookings: text("receivesBookings") === "on",
  };
  const isLinked = wanted.productId !== "" && (wanted.countsBusy || wanted.receivesBookings);
  await trpc.calendar.updateLinks({ calendarId, links: isLinked ? [...others, wanted] : others });
  return { kind: "saved", calendarId };
}
