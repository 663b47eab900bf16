import type { Database } from "@availability/db";
import { isDomainError } from "@availability/domain/errors";
import { permissions } from "@availability/domain/organization";
import type { Ctx, Environment } from "@availability/ontology";
import { authenticateApiKey, createApiKey } from "@availability/ontology/organization";
import type { Auth } from "../accounts/create-auth.ts";
import type { Config } from "../config.ts";
import type { Logger } from "../logger.ts";
import { connectDemoCalendar } from "./connect-demo-calendar.ts";
import { type DemoAccount, ensureDemoAccount, markFilled } from "./demo-account.ts";
import { demoOrganization, demoUser } from "./demo-catalogue.ts";
import { underDemoLock } from "./demo-lock.ts";
import { type DevFile, readDevFile, writeDevFile } from "./dev-file.ts";
import { fillDemo } from "./fill-demo.ts";

export type DemoParts = {
  config: Pick<Config, "appUrl" | "dataDir" | "demoData" | "authSecret">;
  logger: Logger;
  database: Database;
  databaseUrl: string;
  environment: Environment;
  auth: Auth;
  simulatorUrl: string | null;
};

/** The demo as people and scripts use it. */
export type Demo = Pick<DevFile, "organization" | "user" | "apiKey">;

const noDemo: Demo = { organization: null, user: null, apiKey: null };

/**
 * Fills a new database with the demo organisation when that is wanted, and writes dev.json. Safe to repeat, safe when
 * several processes start at once; what a killed start left half done, the next one completes.
 */
export async function prepareDemo(parts: DemoParts): Promise<Demo> {
  return underDemoLock(parts.database, async () => {
    const demo = parts.config.demoData ? await ensureDemo(parts) : noDemo;
    const { config, simulatorUrl, databaseUrl } = parts;
    writeDevFile(config.dataDir, { url: config.appUrl.origin, simulatorUrl, databaseUrl, ...demo });
    return demo;
  });
}

async function ensureDemo(parts: DemoParts): Promise<Demo> {
  const { config, database, auth, environment } = parts;
  const account = await ensureDemoAccount({ database, auth, authSecret: config.authSecret });
  if (!account) return noDemo;
  const { organizationId, password } = account;
  if (!account.isFilled) await fill(parts, account);
  const system: Ctx = { ...environment, actor: { kind: "system", organizationId } };
  return {
    organization: { id: organizationId, slug: demoOrganization.slug },
    user: { email: demoUser.email, password },
    apiKey: await ensureApiKey(system, readDevFile(config.dataDir)?.apiKey ?? null),
  };
}

/** A fault here must not keep the system from starting; without the mark, the next start goes on. */
async function fill(
  { environment, database, config, logger, simulatorUrl }: DemoParts,
  account: DemoAccount,
) {
  const { organizationId, userId } = account;
  const ctx: Ctx = {
    ...environment,
    actor: { kind: "member", userId, organizationId, role: "owner", permissions },
  };
  try {
    const { room } = await fillDemo(ctx);
    if (simulatorUrl) await connectDemoCalendar(ctx, { roomId: room, appUrl: config.appUrl.origin });
    await markFilled(database, organizationId);
  } catch (error) {
    logger.error({ err: error }, "demo data is incomplete; the next start completes it");
  }
}

/** The key of the last start while it still opens the organisation, otherwise a new one. */
async function ensureApiKey(ctx: Ctx, previous: string | null): Promise<string> {
  if (previous && (await isAccepted(ctx, previous))) return previous;
  const { key } = await createApiKey(ctx, {
    name: "Demo (dev.json)",
    scopes: [...permissions],
    expiresInDays: null,
  });
  return key;
}

async function isAccepted(ctx: Ctx, key: string): Promise<boolean> {
  try {
    return (await authenticateApiKey(ctx, key)).organizationId === ctx.actor.organizationId;
  } catch (error) {
    if (isDomainError(error)) return false;
    throw error;
  }
}
