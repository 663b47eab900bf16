import type { RestApi } from "./environment.ts";
import { operationId } from "./operation-id.ts";

export const openApiPath = "/api/v1/openapi.json";

const description = `Products, their opening hours and free slots, and the bookings of one organisation.

Authenticate with \`Authorization: Bearer avk_…\`; keys are made under Settings and carry scopes. Instants are RFC 3339 and
written in UTC; durations are minutes; amounts are minor units. Errors are problems (RFC 9457) with a stable \`code\`. An id
in a path that names nothing of your organisation, or is no UUID, is 404; in a body or query, a malformed id is 400.

Answers that carry a version carry it as \`ETag\`, too: send it back as \`If-Match\` to change only what you saw.`;

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
  const named = { ...document, paths: withOperationIds(document.paths ?? {}) };
  api.get(openApiPath, (context) => context.json(named));
}

type Paths = NonNullable<ReturnType<RestApi["getOpenAPI31Document"]>["paths"]>;

/** Names the operations that have not named themselves. */
function withOperationIds(paths: Paths): Paths {
  const entries = Object.entries(paths).map(([path, operations]) => {
    const named = Object.entries(operations).map(([method, operation]) => [
      method,
      { operationId: operationId(method, path), ...operation },
    ]);
    return [path, Object.fromEntries(named)];
  });
  return Object.fromEntries(entries);
}
