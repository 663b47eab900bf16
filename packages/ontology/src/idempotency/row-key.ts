import { actorColumns } from "../authorize.ts";
import type { Actor } from "../ctx.ts";

/** What the caller's key is stored under: another actor's equal key is another one, so that nobody gets its answer. */
export function rowKey(actor: Actor, key: string): string {
  return `${actorColumns(actor).actorId ?? "system"}:${key}`;
}

/** Answers hold customers' data and new secrets, so they are sealed, each for its own row. */
export function sealedFor({ organizationId, key }: { organizationId: string; key: string }): string {
  return `${organizationId}:${key}`;
}

/** The same for a result, so that it is never taken for an answer. */
export function resultSealedFor(row: { organizationId: string; key: string }): string {
  return `${sealedFor(row)}:result`;
}
