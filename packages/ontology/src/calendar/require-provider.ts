import type { CalendarProvider, ProviderName } from "@availability/domain/calendar";
import { DomainError } from "@availability/domain/errors";
import type { Ctx } from "../ctx.ts";

/** The adapter of this provider; throws `provider_unavailable` when the server is not configured for it. */
export function requireProvider(ctx: Pick<Ctx, "providers">, name: ProviderName): CalendarProvider {
  const provider = ctx.providers[name];
  if (!provider)
    throw new DomainError("provider_unavailable", `This server is not set up for ${name} calendars`);
  return provider;
}
