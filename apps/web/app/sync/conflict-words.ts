import type { ConflictChoice, ConflictKind, ConflictResolution } from "@availability/domain/calendar";

/** What happened, as a heading. */
export const conflictTitles: Record<ConflictKind, string> = {
  ext_moved: "The event of a booking was moved",
  ext_deleted: "The event of a booking was deleted",
  overlap: "An event lies over a booking",
  mass_deletion: "Many events of bookings disappeared at once",
};

/** `ends` what cannot be taken back, which is asked about once more. */
type Choice = { label: string; meaning: string; ends: boolean };

const dismiss = (label: string, meaning: string): Choice => ({ label, meaning, ends: false });

/** What each choice does, for each kind. */
const choiceWords: Record<ConflictKind, Partial<Record<ConflictChoice, Choice>>> = {
  ext_moved: {
    apply: {
      label: "Move the booking",
      meaning: "The booking takes the time that its event has now.",
      ends: false,
    },
    revert: {
      label: "Put the event back",
      meaning: "The event goes back to the time of the booking.",
      ends: false,
    },
    dismiss: dismiss("Let both stand", "Booking and event keep their different times."),
  },
  ext_deleted: {
    cancel: { label: "Cancel the booking", meaning: "Its time becomes free.", ends: true },
    restore: { label: "Put the event back", meaning: "The event is made anew in the calendar.", ends: false },
    dismiss: dismiss("Keep the booking alone", "It stands without an event until it changes."),
  },
  overlap: {
    cancel: { label: "Cancel the booking", meaning: "The event keeps the time.", ends: true },
    dismiss: dismiss("Let both stand", "It is not asked about again while neither moves."),
  },
  mass_deletion: {
    restore: { label: "Put all events back", meaning: "Each is made anew in the calendar.", ends: false },
    cancel: { label: "Cancel all their bookings", meaning: "The time of each becomes free.", ends: true },
    dismiss: dismiss("Keep the bookings alone", "They stand without events until they change."),
  },
};

/** How a choice is called and what it does; one that does not fit the kind has no words. */
export function choiceText(kind: ConflictKind, choice: ConflictChoice): Choice | null {
  return choiceWords[kind][choice] ?? null;
}

/** How it ended. */
export const resolutionWords: Record<ConflictResolution, string> = {
  resolved: "It went away by itself.",
  applied: "The booking was moved to its event.",
  reverted: "What was changed in the calendar was put back.",
  cancelled: "The booking was cancelled.",
  dismissed: "Both were left as they are.",
};

/** What was done, once it was chosen. */
export const chosenWords: Record<ConflictChoice, string> = {
  apply: "The booking is moved to the time of its event.",
  revert: "The event is being put back to the time of the booking.",
  restore: "What was deleted is being made anew in the calendar.",
  cancel: "Cancelled; the time is free.",
  dismiss: "Both stay as they are.",
};
