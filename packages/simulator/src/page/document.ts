import { html } from "hono/html";

type Html = ReturnType<typeof html>;

/** A whole page around `main`. */
export function document(title: string, main: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} - Calendar simulator</title>
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>${main}</body>
</html>`;
}
