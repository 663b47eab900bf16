import { DomainError } from "@availability/domain/errors";

/** Throws `stale`, with the stored version in its details, when a change was decided on another one. */
export function requireVersion(noun: string, stored: number, version: number | undefined): void {
  if (version === undefined || version === stored) return;
  throw new DomainError("stale", `The ${noun} changed since you read it; read it again and decide anew`, {
    version: stored,
  });
}
