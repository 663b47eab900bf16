import type { AppLoadContext } from "@remix-run/node";
import * as z from "zod";
import { parseForm, type RefusedForm, refuse } from "../forms/parse-form.ts";
import { type AuthAnswer, callAuth } from "./call-auth.server.ts";
import { createOrganization } from "./create-organization.server.ts";
import { type NewOrganization, NewUser, NewUserWithOrganization } from "./inputs.ts";

const InvitedUser = NewUser.transform((user) => ({ ...user, founds: null }));
const UserWithOrganization = NewUserWithOrganization.transform(({ organization, timeZone, ...user }) => ({
  ...user,
  founds: { organization, timeZone },
}));
const Created = z.object({ user: z.object({ id: z.uuid() }) });

type NewAccount = z.infer<typeof NewUser> & { founds: NewOrganization | null };

export type SignUpResult =
  | { ok: true; cookies: Headers }
  | { ok: false; status: number; refused: RefusedForm };

/**
 * Creates the user and, unless an invitation brings them, their organisation. Should the second step fail, the user
 * exists without one and is asked for it after signing in.
 */
export async function signUp(
  context: AppLoadContext,
  request: Request,
  formData: FormData,
): Promise<SignUpResult> {
  const parsed = parseForm<NewAccount>(
    formData.has("invitation") ? InvitedUser : UserWithOrganization,
    formData,
  );
  if (!parsed.ok) return { ok: false, status: 400, refused: parsed.refused };
  const { name, email, password, founds } = parsed.value;
  const answer = await callAuth(context, request, {
    path: "/sign-up/email",
    body: { name, email, password },
  });
  if (!answer.ok) return { ok: false, status: answer.status, refused: refuse(formData, explain(answer)) };
  if (founds) await createOrganization(context, Created.parse(answer.body).user.id, founds);
  return { ok: true, cookies: answer.cookies };
}

function explain({ code, message, retryAfterSeconds }: Extract<AuthAnswer, { ok: false }>) {
  if (retryAfterSeconds !== null) {
    return { form: `Too many accounts from your address. Try again in ${retryAfterSeconds} seconds.` };
  }
  if (code.startsWith("USER_ALREADY_EXISTS")) {
    return { field: "email", message: "There is an account with this address already. Sign in instead." };
  }
  return { form: message || "The account could not be created. Check the fields and try again." };
}
