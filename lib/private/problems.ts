import { UsageError } from './errors';

/**
 * Collects what is wrong with one construct, so that all of it is reported at once.
 *
 * Every problem is a sentence that begins with the property, says what is allowed and ends with what was received.
 */
export class Problems {
  private readonly found: string[] = [];

  /** @param subject what the problems are about, for example `ModelServer 'vision/iris'` */
  public constructor(public readonly subject: string) {}

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
    return withoutEchoes([...new Set(this.found)]).map((problem) => `${this.subject}: ${problem}`);
  }

  /** @throws UsageError with every problem found, when there is one */
  public throwIfAny(): void {
    if (this.found.length > 0) throw new UsageError(this.messages);
  }
}

/** What is of the wrong kind is read as nothing, and might be missed a second time: that is left out. */
function withoutEchoes(sentences: readonly string[]): string[] {
  return sentences.filter((sentence) => {
    const [, property] = /^(\S+) must .*, got nothing(?:;|$)/s.exec(sentence) ?? [];
    return (
      property === undefined ||
      !sentences.some(
        (other) => other !== sentence && other.startsWith(`${property} must be `) && !isAboutNothing(other),
      )
    );
  });
}

function isAboutNothing(sentence: string): boolean {
  return /, got nothing(?:;|$)/.test(sentence);
}

/** A problem of a part, with the name of the property that holds the part in front. */
export function under(property: string, problem: string): string {
  // What speaks of the part as a whole begins with no property.
  return problem.startsWith('there is no prop') ? `${property}: ${problem}` : `${property}.${problem}`;
}
