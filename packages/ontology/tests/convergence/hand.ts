import type { ProviderName } from "@availability/domain/calendar";
import type { Span } from "./owner.ts";

export const weekMs = 7 * 24 * 3_600_000;

/** How an owner's deeds are put into the words of one provider. */
export type Hand = {
  event(event: { title?: string; isFree?: boolean; span?: Span; weeks?: number }): object;
  /** How the owner of this calendar answers an invitation. */
  answer(calendarId: string, answer: Answer): object;
  /** The id of the occurrence that stood `week` weeks after the first at first. */
  occurrenceId(seriesId: string, firstStart: number, week: number): string;
  /** An event as the control door shows it: its time and title, and the push that our tag on it names. */
  read(shown: unknown): (Span & { id: string; pushId: string; title: string }) | null;
  /** What may go wrong at the provider, in the words of the control door. */
  faults: readonly Fault[];
  /** What the provider may do one way or another. */
  habits: readonly object[];
};

export type Answer = "accepted" | "declined" | "tentative";
export type Fault = { preset: string } | { match: object; do: object };

export const stampOf = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.000/g, "");
export const pushOf = (tag: string) => tag.split(":")[1] ?? "";

export function named(...presets: string[]): Fault[] {
  return presets.map((preset) => ({ preset }));
}

/** A change, or a deletion, that takes effect and whose answer is lost. */
export function lostAnswers(provider: ProviderName): Fault[] {
  const lost = [{ applyThen: { drop: true } }, { applyThen: { status: 503 } }];
  return ["PATCH", "DELETE"].flatMap((method) =>
    lost.map((act) => ({ match: { provider, method }, do: act })),
  );
}
