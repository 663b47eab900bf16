import { type Caller, refusalOf } from "~/trpc/caller.server.ts";
import { isId } from "./id.ts";

type Decision = { bookingId: string; label: string; refusal: string | null };
export type Decided = { deed: "confirmed" | "declined"; results: Decision[] };

const most = 50;

/**
 * Confirms or declines the bookings ticked, each on its own: one that is refused does not hold up the others. A tick is
 * `id:version`, so that what changed meanwhile is not decided unseen.
 */
export async function decideMany(trpc: Caller, formData: FormData): Promise<Decided | { fault: string }> {
  const picked = formData.getAll("pick").map(String).slice(0, most);
  if (picked.length === 0) return { fault: "Tick at least one booking first." };
  const deed = formData.get("intent") === "decline" ? "declined" : "confirmed";
  const reason = String(formData.get("reason") ?? "").trim() || null;
  const results: Decision[] = [];
  for (const pick of picked) {
    const [bookingId = "", version] = pick.split(":");
    if (!isId(bookingId)) continue;
    const change = { bookingId, version: Number(version) || 1 };
    const label = String(formData.get(`label:${bookingId}`) ?? bookingId);
    try {
      if (deed === "declined") await trpc.booking.decline({ ...change, reason });
      else await trpc.booking.confirm(change);
      results.push({ bookingId, label, refusal: null });
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      results.push({ bookingId, label, refusal: refusal.message });
    }
  }
  return { deed, results };
}
