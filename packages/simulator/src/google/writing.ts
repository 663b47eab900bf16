import type { Calendar, SimulatorState } from "../state/model.ts";

export const SEND_UPDATES = ["all", "externalOnly", "none"] as const;
type SendUpdates = (typeof SEND_UPDATES)[number];

/** Who writes into which calendar, and when. */
export interface Writing {
  state: SimulatorState;
  calendar: Calendar;
  actor: string;
  now: number;
  /** How far series are expanded, epoch ms. */
  horizon: number;
  ifMatch?: string | undefined;
  sendUpdates?: SendUpdates | undefined;
}
