import type { LoaderFunctionArgs } from "@remix-run/node";
import { completeAt } from "~/integrations/complete-connection.server.ts";

export const loader = (args: LoaderFunctionArgs) => completeAt("google", args);
