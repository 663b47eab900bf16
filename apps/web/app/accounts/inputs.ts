import { TimeZone } from "@availability/domain/time";
import * as z from "zod";

const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Enter an e-mail address such as ann@example.org"));
const PersonName = z.string().trim().min(1, "Enter your name").max(100, "At most 100 characters");
const NewPassword = z
  .string()
  .min(10, "Choose a password of at least 10 characters")
  .max(200, "At most 200 characters");

export const SignIn = z.object({ email: Email, password: z.string().min(1, "Enter your password") });

export const NewOrganization = z.object({
  organization: z
    .string("Enter the organisation's name")
    .trim()
    .min(1, "Enter the organisation's name")
    .max(100, "At most 100 characters"),
  timeZone: TimeZone,
});
export type NewOrganization = z.infer<typeof NewOrganization>;

/** Signing up into an existing organisation by invitation. */
export const NewUser = z.object({ name: PersonName, email: Email, password: NewPassword });

export const NewUserWithOrganization = NewUser.extend(NewOrganization.shape);

export const Invite = z.object({
  email: Email,
  role: z.enum(["owner", "admin", "manager", "staff", "viewer"]),
});
