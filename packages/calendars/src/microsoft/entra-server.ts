import * as openid from "openid-client";
import type { MicrosoftSettings } from "./config.ts";

/**
 * Entra as the library knows it. Its addresses are long stable, so they are configuration, and discovery gets its
 * answer from here: no call stands before a sign-in. Discovery is the way in which the library learns that this is
 * Entra, whose ID tokens name the issuer of the person's own tenant.
 */
export async function entraServer(settings: MicrosoftSettings): Promise<openid.Configuration> {
  const base = `${settings.loginUrl}/${settings.tenant}/oauth2/v2.0`;
  const metadata = {
    issuer: `${settings.loginUrl}/{tenantid}/v2.0`,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    id_token_signing_alg_values_supported: ["RS256"],
  };
  const server = await openid.discovery(
    new URL("https://login.microsoftonline.com/common/v2.0"),
    settings.clientId,
    settings.clientSecret,
    openid.ClientSecretPost(settings.clientSecret),
    { [openid.customFetch]: async () => Response.json(metadata) },
  );
  server.timeout = settings.timeoutMs / 1000;
  server[openid.customFetch] = (url, { body, ...options }) =>
    // Bytes are copied for the DOM's types alone, which refuse those that might be shared between threads.
    settings.fetch(url, { ...options, body: body instanceof Uint8Array ? new Uint8Array(body) : body });
  // True for a loopback stand-in alone; the library marks the switch so that it stands out in review.
  if (settings.allowHttp) openid.allowInsecureRequests(server);
  return server;
}
