import * as z from "zod";

/** What a delta link carries. The window is part of it and can never move. */
const DeltaToken = z.strictObject({
  calendar: z.string(),
  epoch: z.string(),
  start: z.number(),
  end: z.number(),
  /** The calendar's change counter after which changes are told; null tells everything in the window. */
  since: z.number().nullable(),
  /** The counter when this round began: where the next one continues. */
  version: z.number(),
  /** The key after which the page begins; null for the first page. */
  after: z.string().nullable(),
});
export type DeltaToken = z.infer<typeof DeltaToken>;

export function encodeDelta(token: DeltaToken): string {
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

/** Null for anything this simulator did not make. */
export function decodeDelta(text: string): DeltaToken | null {
  try {
    return DeltaToken.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
