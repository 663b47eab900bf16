import { type Caller, refusalOf } from "~/trpc/caller.server.ts";
import type { Undo } from "./undo-param.ts";

/** Takes back what was done; the sentence of the refusal when that is no longer possible, else null. */
export async function runUndo(trpc: Caller, undo: Undo): Promise<string | null> {
  try {
    switch (undo.kind) {
      case "block":
        await trpc.availability.deleteBlock({ blockId: undo.id, version: undo.version });
        return null;
      case "move":
        await trpc.booking.reschedule({
          bookingId: undo.id,
          version: undo.version,
          start: new Date(undo.start).toISOString(),
          durationMinutes: undo.minutes,
          reason: "Undone",
        });
        return null;
      case "undone":
        return null;
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return refusal.message;
  }
}
