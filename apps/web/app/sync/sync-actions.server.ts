import { ResolveConflict } from "@availability/domain/calendar";
import { isId } from "~/bookings/id.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";
import { chosenWords } from "./conflict-words.ts";

export type SyncOutcome = { kind: "done"; text: string } | { kind: "refused"; status: number; text: string };

/** Does what a form of the screen asks for. */
export async function runSyncAction(trpc: Caller, formData: FormData): Promise<SyncOutcome> {
  try {
    return await run(trpc, formData);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { kind: "refused", status: refusal.status, text: `${refusal.message}.` };
  }
}

async function run(trpc: Caller, formData: FormData): Promise<SyncOutcome> {
  const text = (name: string) => String(formData.get(name) ?? "").trim();
  const failureId = text("failureId");
  switch (text("intent")) {
    case "retry":
      if (!isId(failureId)) return unknownForm;
      await trpc.job.retry({ failureId });
      return { kind: "done", text: "It is tried again now. It leaves this list when it has succeeded." };
    case "retry-all":
      return retryAll(trpc, text("functionId"));
    case "dismiss": {
      const reason = text("reason");
      if (!isId(failureId)) return unknownForm;
      if (reason === "" || reason.length > 500) {
        return {
          kind: "refused",
          status: 400,
          text: "Say why in at most 500 characters, so that others understand.",
        };
      }
      await trpc.job.dismiss({ failureId, reason });
      return { kind: "done", text: "It is dismissed, and kept under Dismissed with your reason." };
    }
    case "resolve": {
      const chosen = ResolveConflict.safeParse({ conflictId: text("conflictId"), choice: text("choice") });
      if (!chosen.success) return unknownForm;
      await trpc.calendar.resolveConflict(chosen.data);
      return { kind: "done", text: chosenWords[chosen.data.choice] };
    }
    default:
      return unknownForm;
  }
}

async function retryAll(trpc: Caller, functionId: string): Promise<SyncOutcome> {
  if (functionId === "" || functionId.length > 100) return unknownForm;
  const { retried, refused } = await trpc.job.retryAll({ functionId });
  const left =
    refused > 0 ? ` ${refused} cannot be tried now, such as those of an account to be reconnected.` : "";
  return { kind: "done", text: `${retried} tried again now.${left}` };
}

const unknownForm: SyncOutcome = {
  kind: "refused",
  status: 400,
  text: "This form is not known. Reload the page and try again.",
};
