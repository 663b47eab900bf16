import { type AuditEntry, auditActions, ListAuditLog, listAuditLog } from "@availability/ontology/audit";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { InstantInput, InstantText, toText } from "./instant.ts";
import { json, nextCursor, problems } from "./schemas.ts";

const Entry = z
  .object({
    id: z.uuid(),
    at: InstantText,
    action: z.string().openapi({ description: `Such as ${auditActions.slice(0, 3).join(", ")}` }),
    target: z.object({ kind: z.string(), id: z.uuid().nullable() }),
    details: z
      .record(z.string(), z.unknown())
      .openapi({ description: "What changed, such as the fields `before` and `after`; nothing personal" }),
    actor: z.object({
      kind: z.enum(["member", "api_key", "system"]),
      id: z.uuid().nullable(),
      name: z.string().nullable(),
    }),
  })
  .openapi("AuditEntry");

const list = createRoute({
  method: "get",
  path: "/api/v1/audit-log",
  operationId: "listAuditLog",
  tags: ["Organization"],
  summary: "Read who changed what the organisation permits and how it works, newest first",
  description:
    "Its settings, members and invitations, API keys, webhooks, products and schedules; rules set aside for a booking; refunds; customers exported, merged and erased. Entries are never changed or removed.",
  request: {
    query: z.strictObject({
      ...ListAuditLog.shape,
      since: InstantInput.optional(),
      until: InstantInput.optional(),
    }),
  },
  responses: {
    200: json(z.object({ data: z.array(Entry), nextCursor }), "One page"),
    ...problems(400, 401, 403),
  },
});

export function registerAuditLog(api: RestApi): void {
  api.openapi(list, async (context) => {
    const { data, nextCursor } = await listAuditLog(context.var.ctx, context.req.valid("query"));
    return context.json({ data: data.map(toWire), nextCursor }, 200);
  });
}

function toWire({ at, ...entry }: AuditEntry): z.output<typeof Entry> {
  return { ...entry, at: toText(at) };
}
