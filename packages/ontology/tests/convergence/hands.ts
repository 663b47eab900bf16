import type { ProviderName } from "@availability/domain/calendar";
import { googleHand } from "./google-hand.ts";
import type { Hand } from "./hand.ts";
import { outlookHand } from "./outlook-hand.ts";

export const hands: Record<ProviderName, Hand> = { google: googleHand(), microsoft: outlookHand() };
