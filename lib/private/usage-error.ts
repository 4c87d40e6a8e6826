/**
 * A mistake of the user, not of this library: the messages say what to change, a stack trace would only hide them.
 */
export class UsageError extends Error {
  public readonly messages: readonly string[];

  public constructor(messages: readonly string[]) {
    super(messages.length === 1 ? messages[0] : `${messages.length} problems:\n  ${messages.join('\n  ')}`);
    this.name = 'UsageError';
    this.messages = messages;
    this.stack = `${this.name}: ${this.message}`;
  }
}
