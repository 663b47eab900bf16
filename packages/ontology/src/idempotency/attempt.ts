/** One try of a request under an Idempotency-Key, carried by the context of its verb. */
export type Attempt = {
  key: string;
  /** Proof that the key is this try's, until another takes it over. */
  startedAt: Date;
  /** What an earlier try committed before its server died; null when none did. */
  committed: Committed | null;
};

/** The result of a verb as JSON has it; kept sealed, and read back by the verb that kept it. */
export type Committed = { result?: Json };

/** What survives being written as JSON: no dates, which come back as text. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [name: string]: Json };
