type MicrosoftClient = {
  microsoft: { clientId: string } | null;
  microsoftTenant: string;
  microsoftUrls: { login?: string | undefined };
};

/**
 * Where an administrator lets the people of a Microsoft tenant use this server's client; null without one:
 * https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
 */
export function approvalUrl({ microsoft, microsoftTenant, microsoftUrls }: MicrosoftClient): string | null {
  if (!microsoft) return null;
  // Of any tenant it is the one that the administrator signs in to; personal accounts have none.
  const tenant = ["common", "consumers"].includes(microsoftTenant) ? "organizations" : microsoftTenant;
  const url = new URL(`/${tenant}/adminconsent`, microsoftUrls.login ?? "https://login.microsoftonline.com");
  url.searchParams.set("client_id", microsoft.clientId);
  return url.href;
}
