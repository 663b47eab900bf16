import type { AppLoadContext } from "@remix-run/node";

/** The redirect URI registered with Google. */
export function googleRedirectUri({ app }: AppLoadContext): string {
  return new URL("/api/oauth/google/callback", app.config.appUrl).href;
}
