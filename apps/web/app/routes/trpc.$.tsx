import { appRouter } from "@availability/ontology";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { ctxOf, findSession } from "~/accounts/session.server.ts";

/** The door of our own screens: the procedures for the signed-in member. */
async function answer({ request, context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> {
  return fetchRequestHandler({
    endpoint: "/trpc",
    req: request,
    router: appRouter,
    createContext: async () => {
      const session = await findSession(request, context);
      if (!session?.viewer) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first" });
      const { viewer, id } = session;
      return ctxOf({ ...viewer, id, viewer }, context);
    },
    responseMeta: () => ({ headers: { "Cache-Control": "no-store" } }),
    onError: ({ error, path }) => {
      if (error.code !== "INTERNAL_SERVER_ERROR") return;
      context.app.logger.error(
        { err: error, procedure: path, requestId: context.requestId },
        "procedure failed",
      );
    },
  });
}

export const loader = answer;
export const action = answer;
