import { type Database, newId } from "@availability/db";
import * as schema from "@availability/db/schema";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins/organization";
import type { Config } from "../config.ts";
import type { Logger } from "../logger.ts";
import { auditMembers } from "./audit-members.ts";
import { keepAnOwner, refuseAsLastOwner } from "./keep-an-owner.ts";
import { accessControl, accessRoles } from "./roles.ts";

export type Auth = ReturnType<typeof createAuth>;

const day = 24 * 60 * 60;
const minute = 60;

export type AuthOptions = {
  config: Pick<Config, "appUrl" | "authSecret">;
  database: Database;
  logger: Logger;
};

/** Accounts, sessions, organisations and invitations. Times in seconds. */
export function createAuth({ config, database, logger }: AuthOptions) {
  const log = logger.child({ part: "accounts" });
  const adapter = drizzleAdapter(database.db, { provider: "pg", schema, usePlural: true, transaction: true });
  return betterAuth({
    appName: "Availability",
    baseURL: config.appUrl.origin,
    basePath: "/api/auth",
    secret: config.authSecret,
    trustedOrigins: [config.appUrl.origin],
    telemetry: { enabled: false },
    database: (options: BetterAuthOptions) => refuseAsLastOwner(adapter(options)),
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: { expiresIn: 30 * day, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      storage: "memory",
      window: minute,
      max: 300,
      customRules: {
        "/sign-in/email": { window: minute, max: 10 },
        "/sign-up/email": { window: minute, max: 10 },
      },
    },
    advanced: {
      cookiePrefix: "availability",
      useSecureCookies: config.appUrl.protocol === "https:",
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      database: { generateId: newId },
      // Set by our own server from the socket or the trusted proxy; whatever a client sent under this name is dropped.
      ipAddress: { ipAddressHeaders: ["x-client-ip"] },
    },
    hooks: { after: auditMembers(database, Date.now) },
    logger: { level: "warn", log: (level, message) => log[level](message) },
    plugins: [
      organization({
        ac: accessControl,
        roles: accessRoles,
        creatorRole: "owner",
        invitationExpiresIn: 7 * day,
        // No mail server is configured, so nobody could verify; the invitation names the address and its id is secret.
        requireEmailVerificationOnInvitation: false,
        disableOrganizationDeletion: true,
        schema: { organization: { additionalFields: { timeZone: { type: "string", required: true } } } },
        organizationHooks: keepAnOwner(database),
      }),
    ],
  });
}
