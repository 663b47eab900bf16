import { CreateHold, HoldChange } from "@availability/domain/booking";
import {
  createHold,
  extendHold,
  type Hold as OntologyHold,
  releaseHold,
} from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { InstantInput, InstantText, toText } from "./instant.ts";
import { IdParam, json, problems } from "./schemas.ts";

const NewHold = z.strictObject({ ...CreateHold.shape, start: InstantInput }).openapi("NewHold");

const holdFields = { id: z.uuid(), start: InstantText, end: InstantText, expiresAt: InstantText };
const Hold = z.object(holdFields).openapi("Hold");
const OwnHold = z
  .object({
    ...holdFields,
    token: z.string().openapi({ description: "Proves whose hold it is; in this answer and nowhere else" }),
  })
  .openapi("OwnHold");

const token = HoldChange.shape.holdToken.describe(
  "When given, it must be the one that the hold was made with",
);
const TokenBody = z.strictObject({ token });
const TokenQuery = z.strictObject({ token });

const tags = ["Holds"];

const create = createRoute({
  method: "post",
  path: "/api/v1/holds",
  tags,
  summary: "Keep a free slot for a few minutes",
  description:
    "Book it with `holdId`, and nobody comes in between. Until it ends it takes the slot for everybody else. 409 `slot_taken` lists `alternatives`: other times of this product, and the same time of others like it, each with its `productId` and `productName`.",
  request: { body: { required: true, content: { "application/json": { schema: NewHold } } } },
  responses: { 201: json(OwnHold, "The hold"), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
});

const extend = createRoute({
  method: "post",
  path: "/api/v1/holds/{id}/extend",
  tags,
  summary: "Keep a hold for its time once more",
  request: { params: IdParam, body: { content: { "application/json": { schema: TokenBody } } } },
  responses: {
    200: json(Hold, "The hold, with its new end"),
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
});

const release = createRoute({
  method: "delete",
  path: "/api/v1/holds/{id}",
  tags,
  summary: "Give a hold up; its slot is free again at once",
  request: { params: IdParam, query: TokenQuery },
  responses: { 204: { description: "It takes no time any more" }, ...problems(400, 401, 403, 404) },
});

export function registerHolds(api: RestApi): void {
  api.openapi(create, async (context) => {
    const { token: ownToken, ...hold } = await createHold(context.var.ctx, context.req.valid("json"));
    return context.json({ ...toWire(hold), token: ownToken }, 201);
  });
  api.openapi(extend, async (context) => {
    const { id: holdId } = context.req.valid("param");
    const { token: holdToken } = context.req.valid("json");
    return context.json(toWire(await extendHold(context.var.ctx, { holdId, holdToken })), 200);
  });
  api.openapi(release, async (context) => {
    const { id: holdId } = context.req.valid("param");
    const { token: holdToken } = context.req.valid("query");
    await releaseHold(context.var.ctx, { holdId, holdToken });
    return context.body(null, 204);
  });
}

function toWire({ id, start, end, expiresAt }: OntologyHold): z.output<typeof Hold> {
  return { id, start: toText(start), end: toText(end), expiresAt: toText(expiresAt) };
}
