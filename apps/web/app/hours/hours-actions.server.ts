import type { Owner } from "@availability/domain/availability";
import type { FieldError } from "@availability/domain/errors";
import { faultsIn, refuseFaults } from "~/forms/form-faults.ts";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";
import { addBlock } from "./block-action.server.ts";
import { changeDates } from "./dates-action.server.ts";
import { changeHolidays } from "./holidays-action.server.ts";
import { addSeason } from "./season-action.server.ts";
import { changeWeek } from "./week-action.server.ts";

type Affected = { total: number; bookings: { id: string; start: number; end: number }[] };

/** A day of the preview: its local date, how many starts are free, the first and the last of them. */
type PreviewDay = { date: string; count: number; first: string; last: string };

export type Preview = { days: PreviewDay[]; productName: string; applies: boolean };

/** `confirm`: nothing was written yet, because bookings are affected. `checked`: only looked at. */
export type HoursOutcome = {
  kind: "saved" | "confirm" | "checked" | "refused";
  intent: string;
  status: number;
  text: string | null;
  notices: string[];
  affected: Affected;
  preview: Preview | null;
  refused: RefusedForm;
};

export type Sent = { owner: Owner; formData: FormData; now: number; timeZone: string };

/** What a change answers; `dryRun` is true for the first of the two times it is called. */
type Change = (dryRun: boolean) => Promise<{ notices?: string[]; affectedBookings?: Affected }>;

/** What an intent comes to: a change, with what to say after it, or faults. */
export type Decision =
  | { kind: "change"; change: Change; text: string; preview?: () => Promise<Preview | null> }
  | { kind: "faults"; faults: FieldError[] };

const decisions: Record<string, (trpc: Caller, sent: Sent) => Promise<Decision> | Decision> = {
  week: changeWeek,
  dates: changeDates,
  holidays: changeHolidays,
  season: addSeason,
  block: addBlock,
  removeDate: (trpc, { formData }) => ({
    kind: "change",
    text: "Removed; the usual hours hold again.",
    change: (dryRun) => trpc.availability.deleteException({ exceptionId: idOf(formData), dryRun }),
  }),
  removeSeason: (trpc, { formData }) => ({
    kind: "change",
    text: "Removed.",
    change: (dryRun) => trpc.availability.unassignSchedule({ assignmentId: idOf(formData), dryRun }),
  }),
  removeBlock: (trpc, { formData }) => ({
    kind: "change",
    text: "The block is gone; its time is free again.",
    change: async (dryRun) => {
      if (!dryRun) await trpc.availability.deleteBlock({ blockId: idOf(formData) });
      return {};
    },
  }),
};

/** Carries out what a form of the screen of hours asks for: first dry, and in earnest when that affects no booking or the person has seen which. */
export async function runHoursAction(trpc: Caller, sent: Sent): Promise<HoursOutcome> {
  const { formData } = sent;
  const intent = String(formData.get("intent") ?? "week");
  const answer = answering(intent, formData);
  try {
    const decision = await (decisions[intent] ?? changeWeek)(trpc, sent);
    if (decision.kind === "faults") {
      const refused = refuseFaults(formData, decision.faults, null);
      return answer("refused", { status: 400, refused });
    }
    const isCheck = formData.has("check");
    if (isCheck || !formData.has("confirmed")) {
      const dry = await decision.change(true);
      const affected = dry.affectedBookings ?? { total: 0, bookings: [] };
      const found = { affected, notices: dry.notices ?? [], preview: (await decision.preview?.()) ?? null };
      if (isCheck) return answer("checked", found);
      if (affected.total > 0) return answer("confirm", found);
    }
    const done = await decision.change(false);
    return answer("saved", { text: decision.text, notices: done.notices ?? [] });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const { code, status, message, details } = refusal;
    const text =
      code === "stale"
        ? "Somebody changed these hours meanwhile. Load the page again to see theirs."
        : message;
    return answer("refused", { status, refused: refuseFaults(formData, faultsIn(details), text) });
  }
}

function answering(intent: string, formData: FormData) {
  return (kind: HoursOutcome["kind"], given: Partial<HoursOutcome>): HoursOutcome => ({
    kind,
    intent,
    status: 200,
    text: null,
    notices: [],
    affected: { total: 0, bookings: [] },
    preview: null,
    refused: refuseFaults(formData, [], null),
    ...given,
  });
}

function idOf(formData: FormData): string {
  return String(formData.get("id"));
}
