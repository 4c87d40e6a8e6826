import { NEWEST_MINOR, OLDEST_MINOR } from '../../cluster/kubernetes-version';

/** What an API server says no to, and why. */
export interface Refusal {
  /**
   * How the server answers: `BadRequest` when it cannot read the object (unknown fields, wrong types), `Invalid` when
   * what it read breaks a rule of the kind, `Forbidden` when something else in the namespace does not allow it.
   */
  readonly reason: 'BadRequest' | 'Invalid' | 'Forbidden';
  /** JSON pointer (RFC 6901) to the value in the manifest; to where it would be when it is missing. */
  readonly at: string;
  /** What is wrong with the value and what is allowed. Never holds values of Secrets, environment or annotations. */
  readonly message: string;
  /**
   * The way out.
   *
   * @default - the message says it all
   */
  readonly fix?: string;
  /**
   * Which Kubernetes versions refuse it (`before 1.33`, `from 1.35`), where the version of the cluster is not declared
   * and not all of those in question do.
   *
   * @default - every version in question refuses it
   */
  readonly versions?: string;
  /**
   * Whether the server may take it all the same: of its kind not everything is known.
   *
   * @default false
   */
  readonly isDoubtful?: boolean;
}

/** Whether a server refuses an object for sure, whatever its version. */
export function isCertain({ versions, isDoubtful }: Refusal): boolean {
  return versions === undefined && isDoubtful !== true;
}

/** What is known of the API server. */
export interface ValidationContext {
  /**
   * The minor version of Kubernetes: 33 for 1.33.
   *
   * @default - not declared: what only some supported versions refuse is returned with `versions`
   */
  readonly minor?: number;
  /**
   * The oldest minor version of which something is said where none is declared.
   *
   * @default - the oldest that is supported
   */
  readonly oldestMinor?: number;
  /**
   * Whether the feature gate `HPAScaleToZero` is on.
   *
   * @default - from Kubernetes 1.37 on
   */
  readonly hpaScaleToZero?: boolean;
  /**
   * The ports of the nodes that Services can have; 30000 to 32767 unless a cluster says otherwise.
   *
   * @default - not declared, any port is let pass
   */
  readonly nodePorts?: { readonly from: number; readonly to: number };
}

/** Minor versions that refuse something: from one on, up to one, or both. */
export interface MinorRange {
  readonly from?: number;
  readonly to?: number;
}

/** The versions in question: the one that is declared, or all that something is said of. */
export interface MinorSpan {
  readonly oldest: number;
  readonly newest: number;
}

/** The versions in question in a context. */
export function minorsOf({ minor, oldestMinor = OLDEST_MINOR }: ValidationContext): MinorSpan {
  return { oldest: minor ?? oldestMinor, newest: minor ?? NEWEST_MINOR };
}

/** Collects refusals of one object. */
export class Refusals {
  private readonly found: Refusal[] = [];

  public constructor(public readonly context: ValidationContext) {}

  public get all(): Refusal[] {
    return this.found;
  }

  /** The object cannot be read. */
  public unreadable(at: string, message: string, fix?: string, range?: MinorRange): void {
    this.add({ reason: 'BadRequest', at, message, fix }, range);
  }

  /** The object can be read, but hardly as it was meant. */
  public doubtful(at: string, message: string, fix: string): void {
    this.add({ reason: 'BadRequest', at, message, fix, isDoubtful: true });
  }

  /** A rule of the kind is broken. */
  public invalid(at: string, message: string, fix?: string, range?: MinorRange): void {
    this.add({ reason: 'Invalid', at, message, fix }, range);
  }

  /** Something else in the namespace does not allow it. */
  public forbidden(at: string, message: string, fix?: string, range?: MinorRange): void {
    this.add({ reason: 'Forbidden', at, message, fix }, range);
  }

  /** As {@link invalid}, where something is wrong: checks of values return `undefined` when nothing is. */
  public problem(at: string, message: string | undefined, range?: MinorRange): void {
    if (message !== undefined) this.invalid(at, message, undefined, range);
  }

  /** What was found of the object, or of the part of it that can be judged. */
  public take(refusals: readonly Refusal[]): void {
    for (const refusal of refusals) this.found.push(refusal);
  }

  private add({ fix, ...refusal }: Refusal, range?: MinorRange): void {
    const versions = range && versionsText(range, minorsOf(this.context));
    if (versions === null) return;
    this.found.push({ ...refusal, ...(fix !== undefined && { fix }), ...(versions !== undefined && { versions }) });
  }
}

/** The versions of a range; `undefined` when it holds all of those in question, `null` when none. */
function versionsText({ from, to }: MinorRange, { oldest, newest }: MinorSpan): string | undefined | null {
  const [first, last] = [Math.max(from ?? 0, oldest), Math.min(to ?? Infinity, newest)];
  if (first > last) return null;
  const texts = [...(first > oldest ? [`from 1.${first}`] : []), ...(last < newest ? [`before 1.${last + 1}`] : [])];
  return texts.length === 0 ? undefined : texts.join(' and ');
}

/** A step of a JSON pointer: what a user called something. Fields of the API need no escaping. */
export function step(at: string, key: string): string {
  const isPlain = !key.includes('/') && !key.includes('~');
  return `${at}/${isPlain ? key : key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
