import * as z from "zod";
import { openApiPath } from "./open-api.ts";

/** What the tests that go over all operations read of one. */
export type Operation = {
  /** Such as `GET /products/{id}`: the method, and the path below /api/v1. */
  name: string;
  method: string;
  path: string;
  statuses: string[];
  /** Where its query and body take ids: JSON pointers, with `*` for each item of a list. */
  queryIds: string[];
  bodyIds: string[];
};

type Schema = {
  $ref?: string | undefined;
  format?: string | undefined;
  properties?: Record<string, Schema> | undefined;
  items?: Schema | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
};
const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    format: z.string().optional(),
    properties: z.record(z.string(), Schema).optional(),
    items: Schema.optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
  }),
);
const OpenApi = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: Schema })).default([]),
        requestBody: z
          .object({ content: z.object({ "application/json": z.object({ schema: Schema }) }) })
          .optional(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});

/** All operations that the OpenAPI document describes; another test holds it to describe every route. */
export async function readOperations(
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<Operation[]> {
  const response = await fetch(new Request(`http://127.0.0.1${openApiPath}`));
  const { paths, components } = OpenApi.parse(await response.json());
  return Object.entries(paths).flatMap(([fullPath, methods]) =>
    Object.entries(methods).map(([lowerMethod, operation]) => {
      const method = lowerMethod.toUpperCase();
      const path = fullPath.replace("/api/v1", "");
      const query = operation.parameters.filter((parameter) => parameter.in === "query");
      const body = operation.requestBody?.content["application/json"].schema;
      return {
        name: `${method} ${path}`,
        method,
        path,
        statuses: Object.keys(operation.responses),
        queryIds: query.flatMap(({ name, schema }) => idPointers(schema, components.schemas, `/${name}`)),
        bodyIds: body ? [...new Set(idPointers(body, components.schemas, ""))] : [],
      };
    }),
  );
}

/** A place takes ids when it says so by its format, or by its name when it takes several in one text. */
function idPointers(schema: Schema, named: Record<string, Schema>, pointer: string): string[] {
  const target = schema.$ref ? named[schema.$ref.replace("#/components/schemas/", "")] : undefined;
  if (target) return idPointers(target, named, pointer);
  if (schema.format === "uuid") return [pointer];
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
  const inside = [
    ...Object.entries(properties).flatMap(([name, property]) =>
      idPointers(property, named, `${pointer}/${name}`),
    ),
    ...(items ? idPointers(items, named, `${pointer}/*`) : []),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((part) => idPointers(part, named, pointer)),
  ];
  return inside.length === 0 && /Ids?$/.test(pointer) ? [pointer] : inside;
}
