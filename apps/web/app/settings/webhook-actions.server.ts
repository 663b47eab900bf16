import { CreateWebhook, UpdateWebhook } from "@availability/domain/webhook";
import { isId } from "~/bookings/id.ts";
import { faultsIn, refuseFaults, refuseIssues } from "~/forms/form-faults.ts";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { type Caller, type Refusal, refusalOf } from "~/trpc/caller.server.ts";

type Refused = {
  kind: "refused";
  status: number;
  section: string;
  refused: RefusedForm;
  events: string[];
  /** What stands by now, when somebody else changed the webhook in between */
  storedVersion: number | null;
};

export type WebhookOutcome =
  | { kind: "done"; section: string; text: string }
  /** The signing secret is in this answer alone. */
  | { kind: "secret"; webhookId: string; url: string; secret: string }
  | { kind: "deleted" }
  | Refused;

/** Creates a webhook as the form says. */
export function createWebhook(trpc: Caller, formData: FormData): Promise<WebhookOutcome> {
  return orRefused(formData, async () => {
    const parsed = CreateWebhook.safeParse(fieldsOf(formData));
    if (!parsed.success) return refusedAs(formData, 400, refuseIssues(formData, parsed.error));
    const { id: webhookId, url, secret } = await trpc.webhook.create(parsed.data);
    return { kind: "secret", webhookId, url, secret };
  });
}

/** Carries out what a form of a webhook's page asks for. */
export function changeWebhook(
  trpc: Caller,
  { webhookId, formData }: { webhookId: string; formData: FormData },
): Promise<WebhookOutcome> {
  return orRefused(formData, async () => {
    const section = sectionOf(formData);
    switch (section) {
      case "enable":
        await trpc.webhook.update({ webhookId, status: "active" });
        return { kind: "done", section, text: "It is told of events again, from now on." };
      case "disable":
        await trpc.webhook.update({ webhookId, status: "disabled" });
        return { kind: "done", section, text: "It is told nothing until you enable it." };
      case "rotate": {
        const { url, secret } = await trpc.webhook.rotateSecret({ webhookId });
        return { kind: "secret", webhookId, url, secret };
      }
      case "delete":
        await trpc.webhook.delete({ webhookId });
        return { kind: "deleted" };
      case "redeliver":
        return redeliver(trpc, formData);
      default: {
        // Whoever chose to write over the later version names that one.
        const version = Number(formData.get("overVersion") ?? formData.get("version"));
        const parsed = UpdateWebhook.safeParse({ webhookId, version, ...fieldsOf(formData) });
        if (!parsed.success) return refusedAs(formData, 400, refuseIssues(formData, parsed.error));
        await trpc.webhook.update(parsed.data);
        return { kind: "done", section, text: "Saved." };
      }
    }
  });
}

async function redeliver(trpc: Caller, formData: FormData): Promise<WebhookOutcome> {
  const deliveryId = String(formData.get("deliveryId"));
  if (!isId(deliveryId)) {
    return refusedAs(formData, 404, refuseFaults(formData, [], "No delivery has this id."));
  }
  await trpc.webhook.redeliver({ deliveryId });
  return { kind: "done", section: "redeliver", text: "It is being delivered again." };
}

async function orRefused(formData: FormData, work: () => Promise<WebhookOutcome>): Promise<WebhookOutcome> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return refusedBy(formData, refusal);
  }
}

function refusedBy(formData: FormData, { code, status, message, details }: Refusal): WebhookOutcome {
  const isStale = code === "stale";
  const text = isStale
    ? "Somebody changed this webhook while you were editing it. What you typed is still here."
    : message;
  const refused = refuseFaults(formData, faultsIn(details), text);
  return refusedAs(formData, status, refused, isStale ? Number(details.version) : null);
}

function refusedAs(
  formData: FormData,
  status: number,
  refused: RefusedForm,
  storedVersion: number | null = null,
): Refused {
  const events = formData.getAll("events").map(String);
  return { kind: "refused", status, section: sectionOf(formData), refused, events, storedVersion };
}

function sectionOf(formData: FormData): string {
  return String(formData.get("intent") ?? "save");
}

function fieldsOf(formData: FormData) {
  return {
    url: String(formData.get("url") ?? ""),
    events: formData.getAll("events"),
    description: String(formData.get("description") ?? ""),
  };
}
