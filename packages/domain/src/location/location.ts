export const locationKinds = ["branch", "venue", "virtual"] as const;
export type LocationKind = (typeof locationKinds)[number];
