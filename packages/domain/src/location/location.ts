export const locationKinds = ["branch", "venue", "virtual"] as const;
export type LocationKind = (typeof locationKinds)[number];

export const locationStatuses = ["active", "archived"] as const;
export type LocationStatus = (typeof locationStatuses)[number];
