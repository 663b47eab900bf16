import { test } from "vitest";
import { convergenceTimeout } from "./convergence-runs.ts";
import { expectAgreement } from "./expect-agreement.ts";

test(
  "[SY90] whatever happens to bookings and Outlook calendars, both sides agree once it is quiet",
  { timeout: convergenceTimeout },
  () => expectAgreement("microsoft"),
);
