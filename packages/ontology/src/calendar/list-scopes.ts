import type { ProviderName, ProviderScope } from "@availability/domain/calendar";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireProvider } from "./require-provider.ts";

export type GrantedScope = ProviderScope & { granted: boolean };

/**
 * What can be asked of a provider, in words, for the choice before consent. Throws `provider_unavailable` where the server is
 * not set up for it.
 */
export function listScopes(ctx: Ctx, { provider }: { provider: ProviderName }): readonly ProviderScope[] {
  authorize(ctx, "manage_integrations");
  return requireProvider(ctx, provider).scopes;
}

/** The same beside what an account granted; empty where the server is not set up for its provider any more. */
export function grantedOf(
  ctx: Pick<Ctx, "providers">,
  { provider, scopes }: { provider: ProviderName; scopes: string[] },
): GrantedScope[] {
  const asked = ctx.providers[provider]?.scopes ?? [];
  return asked.map((one) => ({ ...one, granted: scopes.includes(one.scope) }));
}
