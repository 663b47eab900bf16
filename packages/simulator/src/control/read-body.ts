import type { Context } from "hono";
import { ControlError } from "./control-error.ts";

/** The JSON of a request, `{}` of an empty one; a ControlError for any other type of body, which a form of another site could send. */
export async function body(c: Context): Promise<unknown> {
  if (!c.req.header("content-type")?.startsWith("application/json")) {
    throw new ControlError(400, [{ field: "content-type", message: "must be application/json" }]);
  }
  const text = await c.req.text();
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ControlError(400, [{ field: "body", message: "is not JSON" }]);
    throw error;
  }
}
