import type { AppLoadContext } from "@remix-run/node";
import { parseForm, type RefusedForm, refuse } from "../forms/parse-form.ts";
import { type AuthAnswer, callAuth } from "./call-auth.server.ts";
import { Invite } from "./inputs.ts";
import type { MemberSession } from "./session.server.ts";

export type MemberActionResult =
  | { kind: "done"; text: string }
  | { kind: "invited"; email: string; link: string }
  | { kind: "refused"; status: number; refused: RefusedForm };

type Call = { context: AppLoadContext; request: Request; session: MemberSession; formData: FormData };

/** Does what a form of the members page asked for. The account system checks role and last owner once more. */
export async function runMemberAction(call: Call): Promise<MemberActionResult> {
  const { formData } = call;
  const text = (name: string) => String(formData.get(name) ?? "");
  switch (text("intent")) {
    case "invite":
      return invite(call);
    case "cancel-invitation":
      return send(
        call,
        "/organization/cancel-invitation",
        { invitationId: text("invitationId") },
        "Invitation cancelled",
      );
    case "change-role":
      return send(
        call,
        "/organization/update-member-role",
        { memberId: text("memberId"), role: text("role") },
        `Role changed to ${text("role")}`,
      );
    case "remove":
      return send(
        call,
        "/organization/remove-member",
        { memberIdOrEmail: text("memberId") },
        "Member removed",
      );
    default:
      return refusedAs(formData, 400, "This form is not known. Reload the page and try again.");
  }
}

async function invite(call: Call): Promise<MemberActionResult> {
  const { context, formData } = call;
  const parsed = parseForm(Invite, formData);
  if (!parsed.ok) return { kind: "refused", status: 400, refused: parsed.refused };
  const { email } = parsed.value;
  const answer = await post(call, "/organization/invite-member", parsed.value);
  if (!answer.ok) {
    const refused = refuse(formData, { field: "email", message: explain(answer) });
    return { kind: "refused", status: answer.status, refused };
  }
  const id =
    typeof answer.body === "object" && answer.body && "id" in answer.body ? String(answer.body.id) : "";
  return { kind: "invited", email, link: `${context.app.config.appUrl}/invitations/${id}` };
}

async function send(
  call: Call,
  path: `/${string}`,
  body: Record<string, unknown>,
  done: string,
): Promise<MemberActionResult> {
  const answer = await post(call, path, body);
  if (answer.ok) return { kind: "done", text: done };
  return refusedAs(call.formData, answer.status, explain(answer));
}

function post({ context, request, session }: Call, path: `/${string}`, body: Record<string, unknown>) {
  return callAuth(context, request, { path, body: { ...body, organizationId: session.organization.id } });
}

function refusedAs(formData: FormData, status: number, form: string): MemberActionResult {
  return { kind: "refused", status, refused: refuse(formData, { form }) };
}

function explain({ code, message }: Extract<AuthAnswer, { ok: false }>): string {
  if (code.includes("ONLY_OWNER") || code.includes("WITHOUT_AN_OWNER")) {
    return "Only owners can change or remove an owner, and the last owner stays. Make somebody else an owner first.";
  }
  if (code.includes("ALREADY_A_MEMBER")) return "This person is a member already.";
  if (code.includes("ALREADY_INVITED"))
    return "This person is invited already. Cancel that invitation to send another.";
  if (code.includes("NOT_ALLOWED"))
    return "Your role does not allow this. An owner can change your role, or do it for you.";
  return message || "That was refused. Reload the page and try again.";
}
