import * as z from "zod";
import { TimeZone } from "../time/inputs.ts";
import { locationKinds } from "./location.ts";

export const CreateLocation = z.object({
  kind: z.enum(locationKinds, `One of ${locationKinds.join(", ")}`),
  name: z.string().trim().min(1, "Give it a name").max(200, "At most 200 characters"),
  timeZone: TimeZone,
  address: z.string().trim().max(1000, "At most 1000 characters").nullish(),
  joinUrl: z.url({ protocol: /^https$/, error: "An https address" }).nullish(),
});
export type CreateLocation = z.output<typeof CreateLocation>;
