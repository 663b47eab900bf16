export type Cell = string | number | boolean | null;

/** Rows as CSV (RFC 4180, UTF-8) under their header, a page at a time. */
export function csvStream<T>(
  header: readonly string[],
  pages: AsyncGenerator<T[]>,
  rowOf: (item: T) => Cell[],
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isBegun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!isBegun) controller.enqueue(encoder.encode(line(header)));
      isBegun = true;
      const { value, done } = await pages.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value.map(rowOf).map(line).join("")));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/**
 * One cell, quoted where RFC 4180 wants it. Text that a spreadsheet would take for a formula gets an apostrophe in front:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
