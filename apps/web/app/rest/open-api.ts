import type { RestApi } from "./environment.ts";

export const openApiPath = "/api/v1/openapi.json";

const description = `Products, their free slots, and bookings of one organisation.

Authenticate with \`Authorization: Bearer avk_…\`; keys are made under Settings and carry scopes. Instants are RFC 3339 and
written in UTC; durations are minutes; amounts are minor units. Errors are problems (RFC 9457) with a stable \`code\`. An id
in a path that names nothing of your organisation, or is no UUID, is 404; in a body or query, a malformed id is 400.`;

/** Serves the OpenAPI 3.1 document of the routes registered so far. Open to everybody. */
export function registerOpenApi(api: RestApi): void {
  api.openAPIRegistry.registerComponent("securitySchemes", "apiKey", { type: "http", scheme: "bearer" });
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Availability", version: "1", description },
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }],
  });
  api.get(openApiPath, (context) => context.json(document));
}
