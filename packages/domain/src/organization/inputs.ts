import * as z from "zod";
import { permissions } from "./permissions.ts";

export const CreateApiKey = z.object({
  name: z.string().trim().min(1, "Give it a name").max(100, "At most 100 characters"),
  scopes: z
    .array(z.enum(permissions, `Scopes are ${permissions.join(", ")}`))
    .min(1, "Choose at least one scope"),
  /** null: never */
  expiresInDays: z.int().min(1, "At least 1 day").max(3650, "At most 3650 days").nullable().default(90),
});
export type CreateApiKey = z.output<typeof CreateApiKey>;
