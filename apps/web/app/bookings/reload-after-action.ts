import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";

/** Whatever became of a form, the booking is shown as it is now: also when it was refused, because it had changed. */
export function reloadAfterAction({ formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined || defaultShouldRevalidate;
}
