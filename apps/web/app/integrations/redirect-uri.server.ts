import type { ProviderName } from "@availability/domain/calendar";
import type { AppLoadContext } from "@remix-run/node";

/** The redirect URI registered with the provider. */
export function redirectUri({ app }: AppLoadContext, provider: ProviderName): string {
  return new URL(`/api/oauth/${provider}/callback`, app.config.appUrl).href;
}
