import { forOtherLanguages } from './other-languages';

/**
 * A mistake of the user, not of this library: the messages say what to change, a stack trace would only hide them.
 */
export class UsageError extends Error {
  /** One message per problem. */
  declare public readonly messages: readonly string[];

  /**
   * @param messages one per problem
   * @param label what tells the app that they are about from others of the same program
   */
  public constructor(messages: readonly string[], label?: string) {
    const where = label === undefined ? '' : ` in ${label}`;
    super(
      messages.length === 1
        ? `${label === undefined ? '' : `${label}: `}${messages[0]}`
        : `${messages.length} problems${where}:\n  ${messages.join('\n  ')}`,
    );
    // Not enumerable: Node would print every message a second time.
    Object.defineProperty(this, 'name', { value: 'UsageError' });
    Object.defineProperty(this, 'messages', { value: messages });
    this.stack = `${this.name}: ${this.message}`;
    forOtherLanguages(this);
  }
}

/** A value that no manifest can hold, or that YAML or JSON would not carry unchanged. The message says where it is. */
export class UnwritableError extends Error {}
