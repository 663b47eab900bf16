import type { RestApi } from "./environment.ts";
import { operationId } from "./operation-id.ts";

export const openApiPath = "/api/v1/openapi.json";

const description = `Products, their opening hours and free slots, and the bookings of one organisation.

Authenticate with \`Authorization: Bearer avk_…\`; keys are made under Settings and carry scopes. Instants are RFC 3339 and
written in UTC; durations are minutes; amounts are minor units. Errors are problems (RFC 9457) with a stable \`code\`. An id
in a path that names nothing of your organisation, or is no UUID, is 404; in a body or query, a malformed id is 400.

Answers that carry a version carry it as \`ETag\`, too: send it back as \`If-Match\` to change only what you saw.

Give each POST an \`Idempotency-Key\` of its own, and send it again with the same one when no answer came: for 24 hours it is
answered as the first time, with \`Idempotency-Replayed: true\`, and nothing is done twice. Another request under a key that
was used is 422 \`idempotency_key_reused\`. \`RateLimit\` tells how many requests you have left; beyond that they are 429, with
\`Retry-After\`.`;

const keyDescription = "An API key of your organisation, made under Settings: avk_ and 43 characters.";

/** Serves the OpenAPI 3.1 document of the routes registered so far. Open to everybody. */
export function registerOpenApi(api: RestApi): void {
  api.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "avk_…",
    description: keyDescription,
  });
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Availability", version: "1", description },
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }],
  });
  const named = { ...document, paths: completed(document.paths ?? {}) };
  api.get(openApiPath, (context) => context.json(named));
}

type Paths = NonNullable<ReturnType<RestApi["getOpenAPI31Document"]>["paths"]>;

/** Adds what all operations have in common, and names those that have not named themselves. */
function completed(paths: Paths): Paths {
  const entries = Object.entries(paths).map(([path, operations]) => {
    const complete = Object.entries(operations).map(([method, operation]) => [
      method,
      {
        operationId: operationId(method, path),
        ...operation,
        ...(method === "post" ? { parameters: [...(operation.parameters ?? []), idempotencyKey] } : {}),
        responses: { ...operation.responses, ...tooManyRequests },
      },
    ]);
    return [path, Object.fromEntries(complete)];
  });
  return Object.fromEntries(entries);
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description: "Of your choosing, such as a UUID: the same request under it is done once",
  schema: { type: "string", minLength: 1, maxLength: 200 },
};

const tooManyRequests = {
  429: {
    description: "Too many requests; `Retry-After` says when it goes on",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  },
};
