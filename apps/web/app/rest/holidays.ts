import { GetHolidays, holidayModes, SetHolidays } from "@availability/domain/availability";
import { getHolidays, listHolidayCountries, setHolidays } from "@availability/ontology/availability";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfMatch, setETag, versionWanted } from "./etag.ts";
import { AffectedBookings, affectedToWire, DryRunQuery, isDryRun, notices } from "./schedules-affected.ts";
import { type OwnerPath, ownerAt, ownerPaths, parseInput } from "./schedules-owners.ts";
import { inheritedFrom } from "./schedules-wire.ts";
import { json, problems } from "./schemas.ts";

const tags = ["Holidays"];
const place = {
  country: z.string().nullable().openapi({ description: "ISO 3166-1 alpha-2", example: "DE" }),
  region: z.string().nullable().openapi({ description: "After the hyphen in ISO 3166-2", example: "BE" }),
  openDates: z.array(z.string()).openapi({ description: "Open although a holiday falls on them" }),
};

const Holidays = z
  .object({
    mode: z.enum(["none", "country"]),
    ...place,
    inheritedFrom,
    own: z.object({ mode: z.enum(holidayModes), ...place }).openapi({ description: "What is written here" }),
    version: z.int().openapi({ description: "Of what is written here; also the ETag" }),
    year: z.int(),
    data: z.array(z.object({ date: z.string(), name: z.string(), isOpen: z.boolean() })),
  })
  .openapi("Holidays");
const ChangedHolidays = Holidays.extend({ notices, affectedBookings: AffectedBookings }).openapi(
  "ChangedHolidays",
);

const { mode, country, region, openDates, version } = SetHolidays.shape;
const NewHolidays = z.strictObject({ mode, country, region, openDates, version }).openapi("NewHolidays");

const countries = createRoute({
  method: "get",
  path: "/api/v1/holiday-countries",
  tags,
  summary: "List the countries whose public holidays are known",
  responses: {
    200: json(
      z.object({
        data: z.array(
          z.object({
            code: z.string(),
            name: z.string(),
            regions: z.array(z.object({ code: z.string(), name: z.string() })),
          }),
        ),
      }),
      "All of them, by name",
    ),
    ...problems(401),
  },
});

/** Public holidays of products, locations and the organisation. */
export function registerHolidays(api: RestApi): void {
  api.openapi(countries, async (context) => context.json(await listHolidayCountries(context.var.ctx), 200));
  for (const path of ownerPaths) registerOf(api, path);
}

function registerOf(api: RestApi, owner: OwnerPath): void {
  const path = `${owner.base}/holidays`;
  const get = createRoute({
    method: "get",
    path,
    tags,
    summary: `Read which public holidays close ${owner.noun}`,
    request: { params: owner.params, query: z.strictObject({ year: GetHolidays.shape.year }) },
    responses: {
      200: { ...json(Holidays, "The calendar in force and the holidays of one year"), headers: ETagged },
      ...problems(400, 401, 404),
    },
  });
  const put = createRoute({
    method: "put",
    path,
    tags,
    summary: `Set which public holidays close ${owner.noun}`,
    request: {
      params: owner.params,
      query: DryRunQuery,
      headers: IfMatch,
      body: { required: true, content: { "application/json": { schema: NewHolidays } } },
    },
    responses: {
      200: { ...json(ChangedHolidays, "The calendar in force from now on"), headers: ETagged },
      ...problems(400, 401, 403, 404, 409, 412, 413, 415),
    },
  });
  api.openapi(get, async (context) => {
    const { year } = context.req.valid("query");
    const of = ownerAt(owner, context.req.valid("param"));
    const holidays = await getHolidays(context.var.ctx, { owner: of, year });
    setETag(context, holidays.version);
    return context.json(holidays, 200);
  });
  api.openapi(put, async (context) => {
    const body = context.req.valid("json");
    const of = ownerAt(owner, context.req.valid("param"));
    const wanted = {
      version: versionWanted(context, body.version),
      dryRun: isDryRun(context.req.valid("query")),
    };
    const input = parseInput(SetHolidays, { ...body, ...wanted, owner: of });
    const { affectedBookings, ...holidays } = await setHolidays(context.var.ctx, input);
    setETag(context, holidays.version);
    return context.json({ ...holidays, affectedBookings: affectedToWire(affectedBookings) }, 200);
  });
}
