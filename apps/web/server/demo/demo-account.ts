import { createHmac } from "node:crypto";
import { type Database, newId } from "@availability/db";
import { must } from "@availability/domain/errors";
import type { Auth } from "../accounts/create-auth.ts";
import { demoOrganization, demoUser } from "./demo-catalogue.ts";

export type DemoAccount = { organizationId: string; userId: string; password: string; isFilled: boolean };

type Parts = { database: Database; auth: Auth; authSecret: string };

/**
 * The demo organisation with its owner; makes what is missing of them. Null when the database belongs to somebody else:
 * it has organisations, and none is the demo's.
 */
export async function ensureDemoAccount(parts: Parts): Promise<DemoAccount | null> {
  const { database, auth } = parts;
  const found = await findOrganization(database);
  if (!found && (await hasOrganizations(database))) return null;
  const password = demoPassword(parts.authSecret);
  const userId = await ensureUser(auth, password);
  if (!found) await auth.api.createOrganization({ body: { ...demoOrganization, userId } });
  const organization = must(found ?? (await findOrganization(database)), "it was just made");
  if (!organization.isFilled) await ensureOwner(database, organization.id, userId);
  return { organizationId: organization.id, userId, password, isFilled: organization.isFilled };
}

/** Remembers that the demo is whole, so that later starts leave alone what people make of it. */
export async function markFilled({ sql }: Database, organizationId: string): Promise<void> {
  await sql`update organizations set metadata = ${JSON.stringify({ demo: "filled" })} where id = ${organizationId}`;
}

/** Random to whoever lacks the secret, and the same at each start and in each process that shares it. */
function demoPassword(authSecret: string): string {
  return createHmac("sha256", authSecret).update("demo user's password").digest("base64url").slice(0, 16);
}

async function findOrganization({ sql }: Database): Promise<{ id: string; isFilled: boolean } | null> {
  const [row] = await sql<{ id: string; is_filled: boolean }[]>`
    select id, coalesce(metadata, '') like '%"demo"%' as is_filled
    from organizations where slug = ${demoOrganization.slug}`;
  return row ? { id: row.id, isFilled: row.is_filled } : null;
}

async function hasOrganizations({ sql }: Database): Promise<boolean> {
  return (await sql`select 1 from organizations limit 1`).length > 0;
}

/** The user exists and signs in with this password, also after the secret it derives from was replaced. */
async function ensureUser(auth: Auth, password: string): Promise<string> {
  const { internalAdapter, password: passwords } = await auth.$context;
  const found = await internalAdapter.findUserByEmail(demoUser.email, { includeAccounts: true });
  if (!found) {
    const { user } = await auth.api.signUpEmail({ body: { ...demoUser, password } });
    return user.id;
  }
  const userId = found.user.id;
  const account = found.accounts.find(({ providerId }) => providerId === "credential");
  if (!account) {
    await internalAdapter.linkAccount({
      userId,
      providerId: "credential",
      accountId: userId,
      password: await passwords.hash(password),
    });
  } else if (!(await passwords.verify({ hash: account.password ?? "", password }))) {
    await internalAdapter.updatePassword(userId, await passwords.hash(password));
  }
  return userId;
}

async function ensureOwner({ sql }: Database, organizationId: string, userId: string): Promise<void> {
  await sql`
    insert into members (id, organization_id, user_id, role)
    values (${newId()}, ${organizationId}, ${userId}, 'owner')
    on conflict (organization_id, user_id) do nothing`;
}
