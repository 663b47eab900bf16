import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { SimulatorState } from "./model.ts";

let made: Promise<SimulatorState["signingKey"]> | null = null;

/** The key that signs id tokens. An RSA key takes a while to find, so a process finds one only. */
export function signingKey(): Promise<SimulatorState["signingKey"]> {
  made ??= make();
  return made;
}

async function make(): Promise<SimulatorState["signingKey"]> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  return {
    kid: randomUUID(),
    privateJwk: await exportJWK(privateKey),
    publicJwk: await exportJWK(publicKey),
  };
}
