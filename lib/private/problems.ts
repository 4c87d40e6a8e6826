/**
 * Collects what is wrong with one construct, so that all of it is reported at once.
 *
 * Every problem is a sentence that begins with the property, says what is allowed and ends with what was received.
 */
export class Problems {
  private readonly found: string[] = [];

  /** @param subject what the problems are about, for example `ModelServer 'vision/iris'` */
  public constructor(private readonly subject: string) {}

  /** Adds problems; `undefined` and empty lists are welcome, so that checks can be passed in directly. */
  public add(...problems: (string | undefined | readonly (string | undefined)[])[]): this {
    for (const problem of problems) {
      if (typeof problem === 'string') this.found.push(problem);
      else for (const one of problem ?? []) if (one !== undefined) this.found.push(one);
    }
    return this;
  }

  /** Adds the problems of a part, with the name of the property that holds it in front. */
  public addUnder(property: string, problems: readonly (string | undefined)[]): this {
    return this.add(problems.map((problem) => problem && under(property, problem)));
  }

  /** Whether nothing was found. */
  public get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** All problems as sentences, without the subject: for the construct that holds the part. */
  public get sentences(): readonly string[] {
    return this.found;
  }

  /** All problems as messages that name the subject. */
  public get messages(): string[] {
    return [...new Set(this.found)].map((problem) => `${this.subject}: ${problem}`);
  }

  /** @throws UsageError with every problem found, when there is one */
  public throwIfAny(): void {
    if (this.found.length > 0) throw new UsageError(this.messages);
  }
}

/** A problem of a part, with the name of the property that holds the part in front. */
export function under(property: string, problem: string): string {
  // What speaks of the part as a whole begins with no property.
  return problem.startsWith('there is no prop') ? `${property}: ${problem}` : `${property}.${problem}`;
}

/** Renders a received value for an error message: short, quoted where it is text, never throwing. */
export function show(value: unknown): string {
  return showWithin(value, 2);
}

/** Lists inside lists are shown to a depth only: a list may hold itself. */
function showWithin(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${value.length > 80 ? `${value.slice(0, 77)}...` : value}'`;
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) {
    if (depth === 0) return '[...]';
    const items = value.slice(0, 5).map((item) => showWithin(item, depth - 1));
    return `[${items.join(', ')}${value.length > 5 ? ', ...' : ''}]`;
  }
  if (typeof value === 'object') return `an object (${Object.keys(value).slice(0, 5).join(', ') || 'empty'})`;
  if (typeof value === 'function') return 'a function';
  return typeof value === 'symbol' ? value.toString() : `${value as number | boolean | bigint}`;
}

/** Joins alternatives for an error message: `a, b or c`. */
export function alternatives(values: readonly unknown[]): string {
  const shown = values.map(show);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown[shown.length - 1]}`;
}

/**
 * A mistake of the user, not of this library: the messages say what to change, a stack trace would only hide them.
 */
export class UsageError extends Error {
  /** One message per problem. */
  declare public readonly messages: readonly string[];

  public constructor(messages: readonly string[]) {
    super(messages.length === 1 ? messages[0] : `${messages.length} problems:\n  ${messages.join('\n  ')}`);
    // Not enumerable: Node would print every message a second time.
    Object.defineProperty(this, 'name', { value: 'UsageError' });
    Object.defineProperty(this, 'messages', { value: messages });
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** A value that no manifest can hold, or that YAML or JSON would not carry unchanged. The message says where it is. */
export class UnwritableError extends Error {}
