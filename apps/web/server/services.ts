import type { Db } from "@availability/db";
import type { Environment } from "@availability/ontology";
import type { RateLimits } from "../app/rest/environment.ts";
import type { Auth } from "./accounts/create-auth.ts";
import type { Invitations } from "./accounts/invitations.ts";
import type { Members } from "./accounts/members.ts";
import type { Memberships } from "./accounts/memberships.ts";
import type { Logger } from "./logger.ts";

/** What the screens may know of the configuration. No secret is in it. */
type PublicConfig = {
  appUrl: string;
  /** Which calendar providers are stood in for by the simulator. */
  simulated: { google: boolean; microsoft: boolean };
  /** The simulator's own page; null when nothing is simulated. */
  simulatorUrl: string | null;
  /** Where a tenant's administrator approves our client at Microsoft; null where there is none. */
  approvalUrl: string | null;
  /** Shown on the sign-in page of a demo installation; null elsewhere. */
  demoLogin: { email: string; password: string } | null;
};

/** The running parts that routes work with, made once per process. */
export type AppServices = {
  config: PublicConfig;
  db: Db;
  auth: Auth;
  memberships: Memberships;
  members: Members;
  invitations: Invitations;
  /** Everything of the ontology's `Ctx` but the actor. */
  environment: Environment;
  logger: Logger;
  limits: RateLimits;
};

declare module "@remix-run/node" {
  interface AppLoadContext {
    app: AppServices;
    requestId: string;
    /** Where the request came from, behind the proxies that are to be believed. */
    address: string | null;
    cspNonce: string;
  }
}
