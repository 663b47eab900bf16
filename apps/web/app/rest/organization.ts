import { externalChangePolicies } from "@availability/domain/calendar";
import {
  calendarFailurePolicies,
  freshnessPolicies,
  UpdateOrganization,
} from "@availability/domain/organization";
import { getOrganization, updateOrganization } from "@availability/ontology/organization";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfMatch, IfNoneMatch, isNotModified, notModified, setETag, versionWanted } from "./etag.ts";
import { json, problems } from "./schemas.ts";

const Organization = z
  .object({
    id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    timeZone: z.string().openapi({ description: "IANA; of what has no nearer one" }),
    firstWeekday: z
      .int()
      .openapi({ description: "What weeks begin with on screens: Monday is 1, Sunday is 7" }),
    syncPastDays: z.int().openapi({ description: "How many days back connected calendars are read" }),
    syncFutureDays: z.int().openapi({ description: "How many days ahead connected calendars are read" }),
    calendarStaleMinutes: z
      .int()
      .openapi({ description: "A calendar not read for longer than this is reported as stale" }),
    calendarFailurePolicy: z.enum(calendarFailurePolicies).openapi({
      description: "What a stale calendar means: its last known busy time counts, or nothing is offered",
    }),
    freshnessPolicy: z.enum(freshnessPolicies).openapi({
      description: "While a calendar cannot be read first: allow a booking and mark it unverified, or refuse",
    }),
    externalChangePolicy: z.enum(externalChangePolicies).openapi({
      description:
        "When somebody moves or deletes a booking's event in its calendar: ask a person, apply it to the booking, or revert it",
    }),
    holdMinutes: z.int(),
    completeAfterMinutes: z
      .int()
      .nullable()
      .openapi({ description: "Bookings are completed so long after their end; null: by hand alone" }),
    version: z.int(),
  })
  .openapi("Organization");

const tags = ["Organization"];

const get = createRoute({
  method: "get",
  path: "/api/v1/organization",
  tags,
  summary: "Read what the organisation has decided",
  request: { headers: IfNoneMatch },
  responses: {
    200: { ...json(Organization, "The organisation"), headers: ETagged },
    304: notModified,
    ...problems(401),
  },
});

const update = createRoute({
  method: "patch",
  path: "/api/v1/organization",
  tags,
  summary: "Change what the organisation has decided",
  description: "Fields left out stay as they are. Bookings that were made keep their terms.",
  request: {
    headers: IfMatch,
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject(UpdateOrganization.shape).openapi("OrganizationChanges"),
        },
      },
    },
  },
  responses: {
    200: { ...json(Organization, "The organisation as it is now"), headers: ETagged },
    ...problems(400, 401, 403, 409, 412, 413, 415),
  },
});

export function registerOrganization(api: RestApi): void {
  api.openapi(get, async (context) => {
    const organization = await getOrganization(context.var.ctx);
    setETag(context, organization.version);
    if (isNotModified(context, organization.version)) return context.body(null, 304);
    return context.json(organization, 200);
  });
  api.openapi(update, async (context) => {
    const body = context.req.valid("json");
    const version = versionWanted(context, body.version);
    const organization = await updateOrganization(context.var.ctx, { ...body, version });
    setETag(context, organization.version);
    return context.json(organization, 200);
  });
}
