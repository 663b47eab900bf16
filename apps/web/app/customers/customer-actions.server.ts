import { CustomerInput } from "@availability/domain/booking";
import * as z from "zod";
import { parseForm, type RefusedForm, refuse } from "~/forms/parse-form.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";

export type CustomerOutcome =
  | { kind: "saved"; text: string }
  | { kind: "gone"; keepId: string }
  | { kind: "refused"; section: string; status: number; refused: RefusedForm; otherId: string | null };

const optional = z
  .string()
  .trim()
  .max(50, "At most 50 characters")
  .transform((text) => text || null);

const EditForm = z.object({
  name: CustomerInput.shape.name,
  email: CustomerInput.shape.email,
  phone: optional,
  timeZone: z
    .literal("")
    .transform(() => null)
    .or(CustomerInput.shape.timeZone.unwrap().unwrap()),
});

const MergeForm = z.object({ mergeId: z.uuid("Choose the other customer") });

type Sent = { customerId: string; formData: FormData };

/** Carries out what a form of a customer's page asks for; a refusal is told in the form it came from. */
export async function runCustomerAction(trpc: Caller, sent: Sent): Promise<CustomerOutcome> {
  const section = String(sent.formData.get("intent") ?? "");
  try {
    switch (section) {
      case "merge":
        return await merge(trpc, sent);
      case "erase":
        return await erase(trpc, sent);
      default:
        return await edit(trpc, sent);
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const { customerId } = refusal.details;
    const isAddress = refusal.code === "in_use" && section === "edit";
    const problem = isAddress ? { field: "email", message: refusal.message } : { form: refusal.message };
    return {
      kind: "refused",
      section,
      status: refusal.status,
      refused: refuse(sent.formData, problem),
      otherId: typeof customerId === "string" ? customerId : null,
    };
  }
}

async function edit(trpc: Caller, { customerId, formData }: Sent): Promise<CustomerOutcome> {
  const parsed = parseForm(EditForm, formData);
  if (!parsed.ok) return faulty("edit", parsed.refused);
  await trpc.customer.update({ customerId, ...parsed.value });
  return { kind: "saved", text: "Saved." };
}

/** The customer of the page stays, or the other one, as the form says. */
async function merge(trpc: Caller, { customerId, formData }: Sent): Promise<CustomerOutcome> {
  const parsed = parseForm(MergeForm, formData);
  if (!parsed.ok) return faulty("merge", parsed.refused);
  const otherId = parsed.value.mergeId;
  const keepsOther = formData.get("keep") === "other";
  const [keepId, mergeId] = keepsOther ? [otherId, customerId] : [customerId, otherId];
  await trpc.customer.merge({ keepId, mergeId });
  return { kind: "gone", keepId };
}

async function erase(trpc: Caller, { customerId, formData }: Sent): Promise<CustomerOutcome> {
  const { email } = await trpc.customer.get({ customerId, limit: 1 });
  const typed = String(formData.get("confirmation") ?? "").trim();
  if (typed.toLowerCase() !== email.toLowerCase()) {
    const message = `Type ${email} to confirm`;
    return faulty("erase", refuse(formData, { field: "confirmation", message }));
  }
  const { bookings, calendarEvents } = await trpc.customer.erase({ customerId });
  const copies =
    calendarEvents > 0
      ? ` ${calendarEvents} events in connected calendars still name the person; delete them there.`
      : "";
  return {
    kind: "saved",
    text: `The personal data is erased; ${bookings} bookings stay without it.${copies}`,
  };
}

function faulty(section: string, refused: RefusedForm): CustomerOutcome {
  return { kind: "refused", section, status: 400, refused, otherId: null };
}
