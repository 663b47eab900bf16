import { expect, test } from "vitest";
import { unprivilegedUser } from "./identity.ts";

test("root hands over to nobody", () => {
  const passwd =
    "root:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/:/bin/false\nnobody:x:65534:65533:nobody:/:/bin/false\n";
  expect(unprivilegedUser(passwd)).toEqual({ uid: 65_534, gid: 65_533 });
});

test("macOS numbers nobody below zero", () => {
  expect(
    unprivilegedUser("##\n# User Database\n##\nnobody:*:-2:-2:Unprivileged:/var/empty:/usr/bin/false\n"),
  ).toEqual({
    uid: -2,
    gid: -2,
  });
});

test("without a nobody, any user but root will do", () => {
  expect(unprivilegedUser("root:x:0:0\ntoor:x:0:5\nnode:x:1000:1001\n")).toEqual({ uid: 1000, gid: 1001 });
});

test("without any user, the customary number is left", () => {
  expect(unprivilegedUser("root:x:0:0\nbroken\n")).toEqual({ uid: 65_534, gid: 65_534 });
});
