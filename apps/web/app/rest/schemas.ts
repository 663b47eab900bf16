import { z } from "@hono/zod-openapi";

// An id in a path that is no UUID is refused as not found, like one that names nothing.
export const IdParam = z.object({ id: z.uuid().openapi({ param: { name: "id", in: "path" } }) });

export const Money = z
  .object({
    amount: z.int().openapi({ description: "In minor units: 2500 is 25.00 EUR" }),
    currency: z.string(),
  })
  .openapi("Money");

const FieldFault = z.object({
  pointer: z.string().openapi({ description: "RFC 6901, into the body; /name for a query parameter" }),
  detail: z.string(),
});

const Problem = z
  .looseObject({
    type: z.string().openapi({ example: "/problems/slot_taken" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().openapi({ description: "The id of the request, also in X-Request-Id" }),
    code: z.string().openapi({ example: "slot_taken" }),
    errors: z.array(FieldFault),
  })
  .openapi("Problem");

export const nextCursor = z
  .string()
  .nullable()
  .openapi({ description: "Pass it as `cursor` for the next page; null on the last page" });

const meanings = {
  400: "The input is not valid; `errors` names each fault",
  401: "The API key is missing, unknown, expired or revoked",
  403: "The API key lacks the scope that `permission` names",
  404: "Nothing of your organisation has this id",
  409: "It changed or was taken in the meantime; the problem says what is possible",
  412: "If-Match names another version than the stored one; read it again",
  413: "The body is too large",
  415: "The body is not JSON",
  422: "The booking rules of the product do not allow it",
} as const;

type Refusal = keyof typeof meanings;
type ProblemResponse = {
  description: string;
  content: { "application/problem+json": { schema: typeof Problem } };
};

/** The problems an operation may answer with, for its OpenAPI entry. */
export function problems<const Status extends Refusal>(
  ...statuses: Status[]
): Record<Status, ProblemResponse> {
  const entries = statuses.map((status) => [
    status,
    { description: meanings[status], content: { "application/problem+json": { schema: Problem } } },
  ]);
  // Object.fromEntries forgets the keys, which are exactly `statuses`.
  return Object.fromEntries(entries) as Record<Status, ProblemResponse>;
}

export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { "application/json": { schema } } };
}
