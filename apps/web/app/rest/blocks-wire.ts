import { CreateBlock, ListBlocks, UpdateBlock } from "@availability/domain/availability";
import type { Block as OntologyBlock } from "@availability/ontology/availability";
import { z } from "@hono/zod-openapi";
import { InstantInput, InstantText, toText } from "./instant.ts";
import { AffectedBookings, notices } from "./schedules-affected.ts";
import { nextCursor } from "./schemas.ts";

/** A block at this door. */
export const Block = z
  .object({
    id: z.uuid(),
    productIds: z.array(z.uuid()),
    start: InstantText.openapi({ description: "Of the first occurrence" }),
    end: InstantText,
    timeZone: z.string().openapi({ description: "IANA; the occurrences keep their wall time in it" }),
    rrule: z.string().nullable().openapi({ description: "RFC 5545", example: "FREQ=WEEKLY;BYDAY=MO" }),
    reason: z.string().nullable(),
    version: z.int().openapi({ description: "Rises with each change; also the ETag" }),
  })
  .openapi("Block");
export const ChangedBlock = Block.extend({ notices, affectedBookings: AffectedBookings }).openapi(
  "ChangedBlock",
);
export const BlockPage = z.object({ data: z.array(Block), nextCursor });

const { productIds, timeZone, rrule, reason } = CreateBlock.shape;
export const NewBlock = z
  .strictObject({ start: InstantInput, end: InstantInput, timeZone, rrule, reason, productIds })
  .openapi("NewBlock");

const { version } = UpdateBlock.shape;
export const BlockChanges = z
  .strictObject({
    start: InstantInput.optional(),
    end: InstantInput.optional(),
    timeZone,
    rrule,
    reason,
    productIds,
    version,
  })
  .openapi("BlockChanges");

const { limit, cursor } = ListBlocks.shape;
export const ListQuery = z.strictObject({
  from: InstantInput.optional().openapi({ description: "Blocks that take time after this instant" }),
  to: InstantInput.optional().openapi({ description: "Blocks that take time before this instant" }),
  limit,
  cursor,
});

export function blockToWire({ start, end, ...block }: OntologyBlock): z.output<typeof Block> {
  return { ...block, start: toText(start), end: toText(end) };
}
