import { exceptions } from "@availability/db/schema";
import type { DeleteException } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type AffectedBookings, withAffected } from "./affected-bookings.ts";
import { ownerOfRow } from "./owner.ts";

/** Takes an exception back: the date has its usual hours again, which may be shorter than the exception's. */
export async function deleteException(
  ctx: Ctx,
  { exceptionId, dryRun }: DeleteException,
): Promise<{ affectedBookings: AffectedBookings }> {
  const organizationId = authorize(ctx, "manage_availability");
  const isThis = and(eq(exceptions.organizationId, organizationId), eq(exceptions.id, exceptionId));
  return withAffected(
    ctx,
    { organizationId, dryRun },
    {
      scope: async (tx) => {
        const [exception] = await tx.select().from(exceptions).where(isThis).for("update");
        if (exception) return [ownerOfRow(exception)];
        const detail = "No exception of your organisation has this id";
        throw new DomainError("not_found", detail, { errors: [{ pointer: "/exceptionId", detail }] });
      },
      apply: async (tx) => {
        await tx.delete(exceptions).where(isThis);
        return {};
      },
    },
  );
}
