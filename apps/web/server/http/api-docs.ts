import { createRequire } from "node:module";
import path from "node:path";
import express, { type RequestHandler, Router } from "express";

const require = createRequire(import.meta.url);
const vendorFolder = path.dirname(require.resolve("swagger-ui-dist/package.json"));
const vendorFiles = ["swagger-ui.css", "swagger-ui-bundle.js"];

/**
 * The page about REST v1 at /api/docs and the files it needs below that, all from this server. Open to everybody, like the
 * OpenAPI document it shows; whoever wants to try a call pastes a key, which stays in the page until it is closed.
 */
export function apiDocs(): RequestHandler {
  const docs = Router({ strict: true });
  docs.get("/api/docs", (_request, response) => {
    response.type("html").setHeader("Cache-Control", "no-cache").send(page);
  });
  docs.get("/api/docs/", (_request, response) => response.redirect(301, "/api/docs"));
  docs.get("/api/docs/start.js", (_request, response) => {
    response.type("text/javascript").setHeader("Cache-Control", "no-cache").send(startScript);
  });
  docs.get("/api/docs/page.css", (_request, response) => {
    response.type("css").setHeader("Cache-Control", "no-cache").send(styles);
  });
  const vendor = express.static(vendorFolder, { index: false, maxAge: "1h" });
  docs.use("/api/docs", (request, response, next) => {
    // The package holds pages and maps of its own, which are nobody's business here.
    if (!vendorFiles.includes(request.path.slice(1))) return next();
    vendor(request, response, next);
  });
  return docs;
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>API · Availability</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/page.css">
</head>
<body>
<main id="docs"><p>This page needs JavaScript. The same is written at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

// Without validatorUrl, Swagger UI would send the document's address to a service on the internet.
// https://github.com/swagger-api/swagger-ui/blob/master/docs/usage/configuration.md
const startScript = `SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  queryConfigEnabled: false,
  persistAuthorization: false,
});
`;

const styles = `body { margin: 0; background: #fff; }
#docs > p { padding: 2rem; font-family: sans-serif; }
`;
