import { DomainError } from "@availability/domain/errors";
import type { Ctx } from "../ctx.ts";
import { destinationFault } from "./destination.ts";

/** Throws `invalid` at /url for an address that nothing would be sent to. */
export function requireDestination(ctx: Pick<Ctx, "allowPrivateWebhooks">, url: string): void {
  const detail = destinationFault(new URL(url), ctx.allowPrivateWebhooks ?? false);
  if (detail) throw new DomainError("invalid", detail, { errors: [{ pointer: "/url", detail }] });
}
