import { randomBytes } from "node:crypto";
import type { AppLoadContext } from "@remix-run/node";
import type { NewOrganization } from "./inputs.ts";

/** Creates an organisation whose owner is the user. */
export async function createOrganization(
  { app }: AppLoadContext,
  userId: string,
  { organization: name, timeZone }: NewOrganization,
): Promise<{ id: string }> {
  const organization = await app.auth.api.createOrganization({
    body: { name, slug: `${slugOf(name)}-${randomBytes(3).toString("hex")}`, timeZone, userId },
  });
  return { id: organization.id };
}

/** The name in lower-case ASCII letters, digits and hyphens, for addresses. */
function slugOf(name: string): string {
  const ascii = name.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
  const slug = ascii
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return slug.slice(0, 40) || "organisation";
}
