import * as z from "zod";
import { Instant, TimeZone } from "../../time/inputs.ts";
import { dryRun, pageFields, reason, version } from "./owner.ts";

const longestBlockMs = 366 * 24 * 3600 * 1000;

const productIds = z
  .array(z.uuid())
  .min(1, "Name at least one product")
  .max(100, "At most 100 products at a time");

const Rrule = z
  .string()
  .trim()
  .min(1, "Write a rule such as FREQ=WEEKLY;BYDAY=MO")
  .max(500, "At most 500 characters");

const isAscending = ({ start, end }: { start?: number | undefined; end?: number | undefined }): boolean =>
  start === undefined || end === undefined || end > start;
const isBounded = ({ start, end }: { start?: number | undefined; end?: number | undefined }): boolean =>
  start === undefined || end === undefined || end - start <= longestBlockMs;
const ascending = { path: ["end"], message: "The end must be after the start" };
const bounded = { path: ["end"], message: "At most 366 days; block longer with a rule" };

export const CreateBlock = z
  .object({
    productId: z.uuid().optional(),
    productIds: productIds.optional(),
    start: Instant,
    end: Instant,
    /** IANA; the product's own when left out. */
    timeZone: TimeZone.optional(),
    /** RFC 5545 RRULE value. */
    rrule: Rrule.nullish(),
    reason,
    dryRun,
  })
  .refine(isAscending, ascending)
  .refine(isBounded, bounded)
  .refine(({ productId, productIds: several }) => productId !== undefined || several !== undefined, {
    path: ["productIds"],
    message: "Name the products to block",
  });
export type CreateBlock = z.output<typeof CreateBlock>;

export const UpdateBlock = z
  .object({
    blockId: z.uuid(),
    productIds: productIds.optional(),
    start: Instant.optional(),
    end: Instant.optional(),
    timeZone: TimeZone.optional(),
    rrule: Rrule.nullish(),
    reason,
    version,
    dryRun,
  })
  .refine(isAscending, ascending)
  .refine(isBounded, bounded);
export type UpdateBlock = z.output<typeof UpdateBlock>;

export const GetBlock = z.object({ blockId: z.uuid() });
export type GetBlock = z.output<typeof GetBlock>;

export const DeleteBlock = z.object({ blockId: z.uuid(), version });
export type DeleteBlock = z.output<typeof DeleteBlock>;

export const ListBlocks = z
  .object({ productId: z.uuid(), from: Instant.optional(), to: Instant.optional(), ...pageFields })
  .refine(({ from, to }) => from === undefined || to === undefined || to > from, {
    path: ["to"],
    message: "`to` must be after `from`",
  });
export type ListBlocks = z.output<typeof ListBlocks>;
