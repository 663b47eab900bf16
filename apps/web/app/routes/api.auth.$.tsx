import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

/** The account system's own endpoints. */
function answer({ request, context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> {
  return context.app.auth.handler(request);
}

export const loader = answer;
export const action = answer;
