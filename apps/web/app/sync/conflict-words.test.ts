import { choicesOf, conflictKinds } from "@availability/domain/calendar";
import { expect, test } from "vitest";
import { choiceText } from "./conflict-words.ts";

test("every choice that the rules offer has words", () => {
  for (const kind of conflictKinds) {
    for (const choice of choicesOf[kind])
      expect(choiceText(kind, choice), `${kind} ${choice}`).not.toBeNull();
  }
});
