import type { HealthState } from "@availability/domain/calendar";

/** How each state of an account or a calendar is called and coloured. The worst comes first. */
export const healthBadges: Record<HealthState, { word: string; colour: string }> = {
  action_needed: { word: "Action needed", colour: "red" },
  degraded: { word: "Degraded", colour: "yellow" },
  syncing: { word: "Syncing", colour: "blue" },
  healthy: { word: "Healthy", colour: "green" },
  disconnected: { word: "Disconnected", colour: "gray" },
};
