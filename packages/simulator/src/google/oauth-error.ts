/** A refusal of the token or revocation endpoint: `{error, error_description}` (RFC 6749, 5.2). */
export class OAuthError extends Error {
  readonly status: 400 | 401;
  readonly error: string;

  constructor(status: 400 | 401, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }
}
