import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { must } from "@availability/domain/errors";

/** Seals secrets for the database. `rowId` is authenticated with it: a sealed value serves in its own row alone. */
export type Cipher = {
  seal(plain: string, rowId: string): string;
  open(sealed: string, rowId: string): string;
};

export type CipherKey = { id: string; key: Uint8Array };

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under the first key; opens what any of the keys sealed, so that keys can be rotated. Keys are 32 bytes.
 * A sealed value reads `v1.<key id>.<base64url of nonce, tag and ciphertext>`. `open` throws when the value was altered,
 * belongs to another row, or names a key that is not configured.
 */
export function createCipher(keys: readonly CipherKey[]): Cipher {
  const current = must(keys[0], "the cipher has at least one key");
  const byId = new Map(keys.map((entry) => [entry.id, entry.key]));

  return {
    seal(plain, rowId) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.key, nonce);
      cipher.setAAD(Buffer.from(rowId));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return `v1.${current.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    open(sealed, rowId) {
      const [version, keyId, encoded] = sealed.split(".");
      if (version !== "v1" || keyId === undefined || encoded === undefined)
        throw new Error("Not a sealed value");
      const key = byId.get(keyId);
      if (!key) throw new Error(`Sealed with key "${keyId}", which ENCRYPTION_KEYS no longer lists`);
      const bytes = Buffer.from(encoded, "base64url");
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes));
      decipher.setAAD(Buffer.from(rowId));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([
        decipher.update(bytes.subarray(nonceBytes + tagBytes)),
        decipher.final(),
      ]).toString("utf8");
    },
  };
}
