import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { restApi } from "~/rest/index.ts";

/** The door for other systems: REST v1. */
async function answer({ request, context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> {
  const { environment, logger, limits } = context.app;
  const { requestId, address } = context;
  return restApi.fetch(request, { environment, logger, requestId, address, limits });
}

export const loader = answer;
export const action = answer;
