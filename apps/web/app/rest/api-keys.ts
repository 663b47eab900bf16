import { CreateApiKey, permissions } from "@availability/domain/organization";
import { PageInput } from "@availability/ontology";
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from "@availability/ontology/organization";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { InstantText, toText } from "./instant.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const maybeInstant = InstantText.nullable();

const created = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().openapi({ description: "What the key begins with, so that people recognise it" }),
  scopes: z.array(z.enum(permissions)),
  expiresAt: maybeInstant.openapi({ description: "Null: it does not end by itself" }),
  createdAt: InstantText,
};
const Key = z
  .object({
    ...created,
    createdByName: z.string().nullable().openapi({ description: "The member who made it" }),
    lastUsedAt: maybeInstant,
    revokedAt: maybeInstant,
  })
  .openapi("ApiKey");
const OwnKey = z
  .object({
    ...created,
    key: z.string().openapi({ description: "The key itself; in this answer and nowhere else" }),
  })
  .openapi("CreatedApiKey");
const NewKey = z.strictObject(CreateApiKey.shape).openapi("NewApiKey");

const tags = ["API keys"];

const list = createRoute({
  method: "get",
  path: "/api/v1/api-keys",
  tags,
  summary: "List the API keys, newest first",
  request: { query: z.strictObject(PageInput.shape) },
  responses: {
    200: json(z.object({ data: z.array(Key), nextCursor }), "One page"),
    ...problems(400, 401, 403),
  },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/api-keys",
  tags,
  summary: "Create an API key",
  description: "It can have no scope that your own key lacks. Without `expiresInDays` it ends after 90 days.",
  request: { body: { required: true, content: { "application/json": { schema: NewKey } } } },
  responses: { 201: json(OwnKey, "The key"), ...problems(400, 401, 403, 413, 415) },
});

const revoke = createRoute({
  method: "delete",
  path: "/api/v1/api-keys/{id}",
  tags,
  summary: "Revoke an API key; it ends at once",
  request: { params: IdParam },
  responses: { 204: { description: "It opens nothing any more" }, ...problems(401, 403, 404) },
});

export function registerApiKeys(api: RestApi): void {
  api.openapi(list, async (context) => {
    const { data, nextCursor } = await listApiKeys(context.var.ctx, context.req.valid("query"));
    return context.json({ data: data.map(toWire), nextCursor }, 200);
  });
  api.openapi(create, async (context) => {
    const { key, ...facts } = await createApiKey(context.var.ctx, context.req.valid("json"));
    return context.json({ ...createdToWire(facts), key }, 201);
  });
  api.openapi(revoke, async (context) => {
    const { id: apiKeyId } = context.req.valid("param");
    await revokeApiKey(context.var.ctx, { apiKeyId });
    return context.body(null, 204);
  });
}

function toWire({ lastUsedAt, revokedAt, createdByName, ...facts }: ApiKey): z.output<typeof Key> {
  return {
    ...createdToWire(facts),
    createdByName,
    lastUsedAt: textOrNull(lastUsedAt),
    revokedAt: textOrNull(revokedAt),
  };
}

function createdToWire({
  expiresAt,
  createdAt,
  ...facts
}: Omit<ApiKey, "lastUsedAt" | "revokedAt" | "createdByName">) {
  return { ...facts, expiresAt: textOrNull(expiresAt), createdAt: toText(createdAt.getTime()) };
}

function textOrNull(instant: Date | null): string | null {
  return instant === null ? null : toText(instant.getTime());
}
