/** The body of an event as Exchange gives it back: rewritten as a page of HTML, or as plain text when that is preferred. */
export function bodyView(body: { contentType?: unknown; content?: unknown }, asText: boolean) {
  if (asText) return { contentType: "text", content: plainText(body) };
  const content = typeof body.content === "string" ? body.content : "";
  if (content === "") return { contentType: "html", content: "" };
  const inner = body.contentType === "html" ? innerHtml(content) : escaped(content);
  return {
    contentType: "html",
    content: `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${inner}</body></html>\r\n`,
  };
}

/** The first 255 characters of the text. */
export function bodyPreview(body: { contentType?: unknown; content?: unknown }): string {
  return plainText(body).replaceAll(/\s+/g, " ").trim().slice(0, 255);
}

function plainText({ contentType, content }: { contentType?: unknown; content?: unknown }): string {
  if (typeof content !== "string") return "";
  if (contentType !== "html") return content;
  const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " ", amp: "&" };
  return innerHtml(content)
    .replaceAll(/<br\s*\/?>|<\/(p|div)>/gi, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(lt|gt|quot|#39|nbsp|amp);/g, (_, name: string) => entities[name] ?? "");
}

function innerHtml(html: string): string {
  return /<body[^>]*>([\s\S]*)<\/body>/i.exec(html)?.[1] ?? html;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/\r?\n/g, "<br>\r\n");
}
