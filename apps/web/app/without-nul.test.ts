import { createElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { expect, test } from "vitest";
import { withoutNul } from "./without-nul.ts";

test("a dash across the end of a chunk arrives whole", async () => {
  // Whatever the lengths of the tags, one of these moves a dash across the end of React's chunk of 2,048 bytes.
  for (const padding of ["", "x", "xx"]) {
    const text = Array.from({ length: 900 }, () => createElement("i", null, "12:00–13:00"));
    const stream = renderToPipeableStream(createElement("p", { title: padding }, ...text));
    const chunks: Buffer[] = [];
    for await (const chunk of stream.pipe(withoutNul())) chunks.push(Buffer.from(chunk));
    const html = Buffer.concat(chunks).toString("utf8");
    expect(html.match(/<i>12:00–13:00<\/i>/g)).toHaveLength(900);
  }
});
