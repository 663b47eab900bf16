import type { Role } from "@availability/domain/organization";

/** Who looks at the screen, as the browser may know it. */
export type Viewer = {
  user: { id: string; name: string; email: string };
  organization: { id: string; name: string; slug: string; timeZone: string; firstWeekday: number };
  role: Role;
  /** Every organisation the user belongs to, the current one included. */
  organizations: { id: string; name: string }[];
};
