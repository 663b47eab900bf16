import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createCipher } from "../calendar/cipher.ts";
import { newSecret, sealNextSecret, sealSecret, sign, signingSecrets } from "./secret.ts";

const cipher = createCipher([{ id: "test", key: randomBytes(32) }]);
const hour = 3_600_000;

test("[WH2] a secret is whsec_ and 32 random bytes in base64, sealed for its row alone", () => {
  const secret = newSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(Buffer.from(secret.slice(6), "base64")).toHaveLength(32);
  expect(newSecret()).not.toBe(secret);
  const sealed = sealSecret(cipher, "row-1", secret);
  expect(sealed).not.toContain(secret.slice(6));
  expect(signingSecrets(cipher, { id: "row-1", secret: sealed }, 0)).toEqual([secret]);
  expect(() => signingSecrets(cipher, { id: "row-2", secret: sealed }, 0)).toThrow();
});

test("[WH3] the secret before signs beside the new one for a day, the one before that no more", () => {
  const [first, second, third] = [newSecret(), newSecret(), newSecret()];
  const at = (secret: string, now: number) => signingSecrets(cipher, { id: "row", secret }, now);
  const once = sealNextSecret(cipher, { id: "row", secret: sealSecret(cipher, "row", first) }, second, 0);
  expect(at(once, 24 * hour - 1)).toEqual([second, first]);
  expect(at(once, 24 * hour)).toEqual([second]);
  const twice = sealNextSecret(cipher, { id: "row", secret: once }, third, hour);
  expect(at(twice, hour)).toEqual([third, second]);
});

// The example of https://github.com/standard-webhooks/standard-webhooks, used in the tests of its libraries.
test("[WH12] the signature is the published one for the published example", () => {
  const message = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  };
  const signature = sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], message);
  expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  expect(sign([newSecret(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], message).split(" ")[1]).toBe(
    signature,
  );
});
