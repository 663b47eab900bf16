import * as z from "zod";

/** Where a booking and a calendar can disagree. */
export const conflictKinds = ["overlap", "ext_moved", "ext_deleted", "mass_deletion"] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** What a person can do about a disagreement. */
export const conflictChoices = ["apply", "revert", "cancel", "restore", "dismiss"] as const;
export type ConflictChoice = (typeof conflictChoices)[number];

/** The choices that make sense for each kind. Dismissing lets both stand as they are. */
export const choicesOf: Record<ConflictKind, readonly ConflictChoice[]> = {
  ext_moved: ["apply", "revert", "dismiss"],
  ext_deleted: ["cancel", "restore", "dismiss"],
  overlap: ["cancel", "dismiss"],
  mass_deletion: ["restore", "cancel", "dismiss"],
};

/** What becomes of a disagreement that is settled: by itself, by its booking, by its event, or by being let be. */
export const conflictResolutions = ["resolved", "applied", "reverted", "cancelled", "dismissed"] as const;
export type ConflictResolution = (typeof conflictResolutions)[number];

/** What happens when somebody moves or deletes the event of a booking: a person is asked, the booking follows, or it is undone. */
export const externalChangePolicies = ["ask", "apply", "revert"] as const;
export type ExternalChangePolicy = (typeof externalChangePolicies)[number];

export const ResolveConflict = z.object({
  conflictId: z.uuid("An id of one of your conflicts"),
  choice: z.enum(conflictChoices, `One of ${conflictChoices.join(", ")}`),
});
export type ResolveConflict = z.output<typeof ResolveConflict>;
