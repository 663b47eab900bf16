import type { Context } from "hono";
import { ControlError } from "./control-error.ts";

/** The JSON of a request; a ControlError for any other type of body, which a form of another site could send. */
export async function body(c: Context): Promise<unknown> {
  if (!c.req.header("content-type")?.startsWith("application/json")) {
    throw new ControlError(400, [{ field: "content-type", message: "must be application/json" }]);
  }
  try {
    return await c.req.json();
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ControlError(400, [{ field: "body", message: "is not JSON" }]);
    throw error;
  }
}
