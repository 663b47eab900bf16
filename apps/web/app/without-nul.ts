import { Transform } from "node:stream";

/**
 * Passes a page on without NUL bytes. React 18 pads its chunks with them when a character of several bytes would lie across
 * their end, and browsers show each as U+FFFD (https://github.com/facebook/react/issues/24985); HTML itself has none.
 */
export function withoutNul(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
