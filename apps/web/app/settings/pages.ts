import type { Permission, Role } from "@availability/domain/organization";
import { may } from "../accounts/role-labels.ts";

type SettingsPage = { to: string; label: string; permission?: Permission };

const pages: readonly SettingsPage[] = [
  { to: "/settings/organization", label: "Organisation" },
  { to: "/settings/members", label: "Members" },
  { to: "/settings/roles", label: "Roles" },
  { to: "/settings/api-keys", label: "API keys", permission: "manage_organization" },
  { to: "/settings/webhooks", label: "Webhooks", permission: "manage_integrations" },
  { to: "/settings/audit", label: "Audit log", permission: "manage_organization" },
  { to: "/settings/personal", label: "Personal" },
];

/** The pages of the settings that somebody of this role may see. */
export function settingsPages(role: Role): readonly SettingsPage[] {
  return pages.filter(({ permission }) => !permission || may(role, permission));
}
