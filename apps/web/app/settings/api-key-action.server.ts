import { CreateApiKey } from "@availability/domain/organization";
import { isId } from "~/bookings/id.ts";
import { faultsIn, refuseFaults, refuseIssues } from "~/forms/form-faults.ts";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";

export type ApiKeyOutcome =
  /** The key itself is in this answer alone. */
  | { kind: "created"; id: string; name: string; key: string }
  | { kind: "revoked" }
  | { kind: "refused"; status: number; refused: RefusedForm; scopes: string[] };

/** Makes or revokes an API key, as the form asks. */
export async function runApiKeyAction(trpc: Caller, formData: FormData): Promise<ApiKeyOutcome> {
  const scopes = formData.getAll("scopes").map(String);
  const refuse = (status: number, refused: RefusedForm): ApiKeyOutcome => ({
    kind: "refused",
    status,
    refused,
    scopes,
  });
  try {
    if (formData.get("intent") === "revoke") {
      const apiKeyId = String(formData.get("apiKeyId"));
      if (!isId(apiKeyId)) return refuse(404, refuseFaults(formData, [], "No API key has this id."));
      await trpc.organization.revokeApiKey({ apiKeyId });
      return { kind: "revoked" };
    }
    const days = String(formData.get("expiresInDays"));
    const expiresInDays = days === "never" ? null : Number(days);
    const parsed = CreateApiKey.safeParse({ name: formData.get("name"), scopes, expiresInDays });
    if (!parsed.success) return refuse(400, refuseIssues(formData, parsed.error));
    const { id, name, key } = await trpc.organization.createApiKey(parsed.data);
    return { kind: "created", id, name, key };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return refuse(refusal.status, refuseFaults(formData, faultsIn(refusal.details), refusal.message));
  }
}
