import { useActionData, useLocation } from "@remix-run/react";
import { useRef } from "react";

/**
 * What the action answered to the form last sent here. Remix forgets it as soon as the routes are loaded anew, which happens when
 * somebody else changes something; this keeps it until the reader goes elsewhere.
 */
export function useAnswer<Action>(): ReturnType<typeof useActionData<Action>> {
  const fresh = useActionData<Action>();
  const { key } = useLocation();
  const kept = useRef({ key, answer: fresh });
  if (fresh !== undefined || kept.current.key !== key) kept.current = { key, answer: fresh };
  return kept.current.answer;
}
