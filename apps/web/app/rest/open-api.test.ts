import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import * as z from "zod";
import { restApi } from "./index.ts";

const Operation = z.object({
  operationId: z.string().regex(/^[a-z]+([A-Z][a-z]+)*$/),
  summary: z.string().min(10).max(100),
  tags: z.array(z.string()).length(1),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.object({ content: z.object({ "application/json": z.object({}) }) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string().min(5), content: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const Document = z.object({
  openapi: z.literal("3.1.0"),
  security: z.tuple([z.object({ apiKey: z.tuple([]) })]),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({
    securitySchemes: z.object({
      apiKey: z.looseObject({ type: z.literal("http"), scheme: z.literal("bearer") }),
    }),
  }),
});

async function read(): Promise<unknown> {
  const bindings = {
    environment: undefined as never,
    logger: { error: () => undefined },
    requestId: "request-1",
    address: null,
    limits: null,
  };
  return (await restApi.fetch(new Request("http://127.0.0.1/api/v1/openapi.json"), bindings)).json();
}

const operations = Object.entries(Document.parse(await read()).paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, ...operation })),
);

test("the document is valid OpenAPI 3.1", async () => {
  const document = await read();
  const result = await new Validator().validate(z.record(z.string(), z.unknown()).parse(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test("every operation has a name of its own", () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(["listProducts", "getProduct", "createBooking", "confirmBooking"]),
  );
});

test.each(operations)("$method $path says how it refuses", ({ path, parameters, requestBody, responses }) => {
  const statuses = Object.keys(responses);
  const takes = (place: string) => parameters.some((parameter) => parameter.in === place);
  const expected = [
    "401",
    ...(takes("query") || requestBody ? ["400"] : []),
    ...(path.includes("{") ? ["404"] : []),
    ...(parameters.some(({ name }) => name.toLowerCase() === "if-match") ? ["412"] : []),
    ...(requestBody ? ["413", "415"] : []),
  ];
  expect(statuses).toEqual(expect.arrayContaining(expected));
  // A dry run makes nothing and ends nothing, so it is answered with 200 instead of 201 or 204.
  const done = statuses.filter((status) => status.startsWith("2") && status !== "200");
  const isOptional = parameters.some(({ name }) => name === "dryRun") && done.length === 1;
  expect(statuses.includes("200"), "one way to succeed").toBe(isOptional || done.length === 0);
  expect(done.length).toBeLessThan(2);
  for (const [status, { content = {} }] of Object.entries(responses)) {
    if (status.startsWith("4")) expect(Object.keys(content), status).toEqual(["application/problem+json"]);
  }
});

test.each(operations)("$method $path declares each placeholder of its path", ({ path, parameters }) => {
  const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  expect(parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name)).toEqual(
    placeholders,
  );
});

test("no two schemas share a name, or one would be described as the other", () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file));
  const names = files.flatMap((file) => {
    const text = readFileSync(path.join(import.meta.dirname, file), "utf8");
    return [...text.matchAll(/\.openapi\(\s*"(\w+)"/g)].map(([, name]) => name);
  });
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
