import { CreateBlock, ListBlocks, UpdateBlock } from "@availability/domain/availability";
import {
  createBlock,
  deleteBlock,
  getBlock,
  listBlocks,
  type ChangedBlock as OntologyChangedBlock,
  updateBlock,
} from "@availability/ontology/availability";
import { createRoute } from "@hono/zod-openapi";
import {
  Block,
  BlockChanges,
  BlockPage,
  blockToWire,
  ChangedBlock,
  ListQuery,
  NewBlock,
} from "./blocks-wire.ts";
import type { RestApi } from "./environment.ts";
import {
  ETagged,
  IfMatch,
  IfNoneMatch,
  ifMatchVersion,
  isNotModified,
  notModified,
  setETag,
  versionWanted,
} from "./etag.ts";
import { affectedToWire, DryRunQuery, isDryRun } from "./schedules-affected.ts";
import { parseInput } from "./schedules-owners.ts";
import { IdParam, json, problems } from "./schemas.ts";

const tags = ["Blocks"];
const one = { ...json(Block, "The block"), headers: ETagged };

const list = createRoute({
  method: "get",
  path: "/api/v1/products/{id}/blocks",
  tags,
  summary: "List the blocks of a product by their first start",
  request: { params: IdParam, query: ListQuery },
  responses: { 200: json(BlockPage, "One page"), ...problems(400, 401, 403, 404) },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/products/{id}/blocks",
  tags,
  summary: "Take time off a product, once or again and again",
  description: "Bookings inside it keep standing and are named. `productIds` are further products to block.",
  request: {
    params: IdParam,
    query: DryRunQuery,
    body: { required: true, content: { "application/json": { schema: NewBlock } } },
  },
  responses: {
    201: { ...json(ChangedBlock, "The block"), headers: ETagged },
    200: json(ChangedBlock, "With `dryRun`: the block that was not made"),
    ...problems(400, 401, 403, 404, 413, 415),
  },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/blocks/{id}",
  tags,
  summary: "Read one block",
  request: { params: IdParam, headers: IfNoneMatch },
  responses: { 200: one, 304: notModified, ...problems(401, 403, 404) },
});

const update = createRoute({
  method: "patch",
  path: "/api/v1/blocks/{id}",
  tags,
  summary: "Change a block with all its occurrences",
  request: {
    params: IdParam,
    query: DryRunQuery,
    headers: IfMatch,
    body: { required: true, content: { "application/json": { schema: BlockChanges } } },
  },
  responses: {
    200: { ...json(ChangedBlock, "The block"), headers: ETagged },
    ...problems(400, 401, 403, 404, 409, 412, 413, 415),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/api/v1/blocks/{id}",
  tags,
  summary: "Give the time of a block back",
  request: { params: IdParam, headers: IfMatch },
  responses: { 204: { description: "It is gone" }, ...problems(400, 401, 403, 404, 409, 412) },
});

export function registerBlocks(api: RestApi): void {
  registerReading(api);
  api.openapi(create, async (context) => {
    const dryRun = isDryRun(context.req.valid("query"));
    const { id: productId } = context.req.valid("param");
    const input = parseInput(CreateBlock, { ...context.req.valid("json"), productId, dryRun });
    const block = await createBlock(context.var.ctx, input);
    if (dryRun) return context.json(changedToWire(block), 200);
    context.header("Location", `/api/v1/blocks/${block.id}`);
    setETag(context, block.version);
    return context.json(changedToWire(block), 201);
  });
  api.openapi(update, async (context) => {
    const { id: blockId } = context.req.valid("param");
    const body = context.req.valid("json");
    const wanted = {
      version: versionWanted(context, body.version),
      dryRun: isDryRun(context.req.valid("query")),
    };
    const input = parseInput(UpdateBlock, { ...body, ...wanted, blockId });
    const block = await updateBlock(context.var.ctx, input);
    setETag(context, block.version);
    return context.json(changedToWire(block), 200);
  });
  api.openapi(remove, async (context) => {
    const { id: blockId } = context.req.valid("param");
    await deleteBlock(context.var.ctx, { blockId, version: ifMatchVersion(context) });
    return context.body(null, 204);
  });
}

function registerReading(api: RestApi): void {
  api.openapi(list, async (context) => {
    const { id: productId } = context.req.valid("param");
    const input = parseInput(ListBlocks, { ...context.req.valid("query"), productId });
    const { data, nextCursor } = await listBlocks(context.var.ctx, input);
    return context.json({ data: data.map(blockToWire), nextCursor }, 200);
  });
  api.openapi(get, async (context) => {
    const { id: blockId } = context.req.valid("param");
    const block = await getBlock(context.var.ctx, { blockId });
    setETag(context, block.version);
    if (isNotModified(context, block.version)) return context.body(null, 304);
    return context.json(blockToWire(block), 200);
  });
}

function changedToWire({ notices, affectedBookings, ...block }: OntologyChangedBlock) {
  return { ...blockToWire(block), notices, affectedBookings: affectedToWire(affectedBookings) };
}
