/** A start, or a run, that ended for a reason the operator can mend; the message is all they need to see. */
export class StartError extends Error {
  override readonly name = "StartError";
}
