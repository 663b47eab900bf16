import { DomainError, unreachable } from "@availability/domain/errors";
import { type Permission, rolePermissions, roles } from "@availability/domain/organization";
import type { Actor, Ctx } from "./ctx.ts";

/** The acting organisation's id; throws `forbidden`, saying who can grant it, when the actor lacks `permission`. */
export function authorize(ctx: Ctx, permission: Permission): string {
  if (!isPermitted(ctx.actor, permission)) {
    throw new DomainError("forbidden", refusal(ctx.actor, permission), { permission });
  }
  return ctx.actor.organizationId;
}

/** The acting organisation's id for what every member may see. */
export function authorizeMember(ctx: Ctx): string {
  return ctx.actor.organizationId;
}

function isPermitted(actor: Actor, permission: Permission): boolean {
  return actor.kind === "system" || actor.permissions.includes(permission);
}

function refusal(actor: Actor, permission: Permission): string {
  switch (actor.kind) {
    case "member": {
      const able = roles.filter((role) => rolePermissions[role].includes(permission)).join(", ");
      return `Your role (${actor.role}) does not include ${permission}. Roles that do: ${able}. An owner or admin can change yours.`;
    }
    case "api_key":
      return `This API key lacks the scope ${permission}. Use a key that has it.`;
    case "system":
      return "The system may do everything.";
    default:
      return unreachable(actor);
  }
}

/** Who somebody is, whatever they may do. */
export type Identity =
  | { kind: "member"; userId: string; organizationId: string }
  | { kind: "api_key"; apiKeyId: string; organizationId: string }
  | { kind: "system"; organizationId: string };

/** The actor as the timeline and the audit log record it. */
export function actorColumns(actor: Identity): { actorKind: Actor["kind"]; actorId: string | null } {
  switch (actor.kind) {
    case "member":
      return { actorKind: "member", actorId: actor.userId };
    case "api_key":
      return { actorKind: "api_key", actorId: actor.apiKeyId };
    case "system":
      return { actorKind: "system", actorId: null };
    default:
      return unreachable(actor);
  }
}
