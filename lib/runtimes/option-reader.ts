import type { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import { SecretKeyRef } from '../core/references';
import { checkEnvName } from '../private/check-key';
import { checkPort, checkWholeNumber } from '../private/check-number';
import { checkAbsolutePath, checkHttpPath } from '../private/check-path';
import { checkOneOf, checkTexts } from '../private/check-text';
import { isPlainObject, sortedEntries } from '../private/json';
import type { Problem } from '../private/problem';
import { Problems } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { type StructOf, unknownMembers } from '../private/shape';
import { show } from '../private/show';
import { checkSecretRef } from '../core/check-secret-ref';
import type { WritablePath } from './writable-path';

/** A word of a command line that is not read as a flag. */
const WORD = /^[^-\s]\S*$/;

/**
 * Reads the options of a runtime once. Whatever was passed in, what comes out is safe to build facts from: a value that
 * is wrong is noted as a problem and read as if it had been left out.
 */
export class OptionReader<O extends object> {
  private readonly found = new Problems('');
  private readonly options: { readonly [name: string]: unknown };

  /** @param struct what the options are */
  public constructor(options: O | undefined, struct: StructOf<O>) {
    const usable = typeof options === 'object' && options !== null && !Array.isArray(options);
    if (options !== undefined && !usable) this.found.add(`options must be an object, got ${show(options)}`);
    this.options = usable ? (options as { readonly [name: string]: unknown }) : {};
    this.found.add(unknownMembers('', this.options, struct));
  }

  /** Sentences about what is wrong. */
  public get problems(): readonly string[] {
    return this.found.sentences;
  }

  /** Adds a problem that concerns several options. */
  public add(problem: Problem): void {
    this.found.add(problem);
  }

  public port(name: keyof O & string): number | undefined {
    return this.read(name, checkPort) as number | undefined;
  }

  /** A port that must be given; a wrong or missing one is read as 1, since no facts are asked for then. */
  public requiredPort(name: keyof O & string): number {
    if (this.options[name] === undefined) this.found.add(checkPort(name, null));
    return this.port(name) ?? 1;
  }

  public wholeNumber(name: keyof O & string, min: number, max?: number): number | undefined {
    return this.read(name, (property, value) => checkWholeNumber(property, value, min, max)) as number | undefined;
  }

  public flag(name: keyof O & string): boolean | undefined {
    return this.read(name, (property, value) => checkOneOf(property, value, [true, false])) as boolean | undefined;
  }

  public httpPath(name: keyof O & string): string | undefined {
    return this.read(name, checkHttpPath) as string | undefined;
  }

  /** A path that others are put behind: empty, or beginning with a slash and not ending with one. */
  public basePath(name: keyof O & string): string {
    const wanted = `a path such as '/models', without white space, '?' and '#'`;
    return this.text(name, /^\/[^\s?#]*$/, wanted)?.replace(/\/+$/, '') ?? '';
  }

  /** A text of a certain form; `wanted` completes the sentence "must be". */
  public text(name: keyof O & string, form: RegExp, wanted: string): string | undefined {
    const check = (property: string, value: unknown): Problem =>
      typeof value === 'string' && form.test(value) ? undefined : `${property} must be ${wanted}, got ${show(value)}`;
    return this.read(name, check) as string | undefined;
  }

  public texts(name: keyof O & string): readonly string[] | undefined {
    const texts = this.read(name, checkTexts) as readonly string[] | undefined;
    return texts && [...texts];
  }

  /** A text that must be given; a wrong or missing one is read as empty, since no facts are asked for then. */
  public requiredText(name: keyof O & string, form: RegExp, wanted: string): string {
    if (this.options[name] === undefined) this.found.add(`${name} must be ${wanted}, got nothing`);
    return this.text(name, form, wanted) ?? '';
  }

  /** Names that may stand behind a flag: none reads as the next flag. */
  public words(name: keyof O & string): readonly string[] | undefined {
    const check = (property: string, value: unknown): Problem =>
      Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && WORD.test(item))
        ? undefined
        : `${property} must be a list of names without white space, got ${show(value)}`;
    const words = this.read(name, check) as readonly string[] | undefined;
    return words && [...words];
  }

  public word(name: keyof O & string): string | undefined {
    return this.text(name, WORD, 'a name without white space');
  }

  /** A share of a whole. */
  public share(name: keyof O & string): number | undefined {
    const check = (property: string, value: unknown): Problem =>
      typeof value === 'number' && value > 0 && value <= 1
        ? undefined
        : `${property} must be a share above 0 and up to 1, got ${show(value)}`;
    return this.read(name, check) as number | undefined;
  }

  public bytes(name: keyof O & string): string | undefined {
    return this.read(name, checkBytes) as string | undefined;
  }

  public path(name: keyof O & string): string | undefined {
    return this.read(name, checkAbsolutePath) as string | undefined;
  }

  public secret(name: keyof O & string): SecretKeyRef | undefined {
    const value = this.options[name];
    const problems = checkSecretRef(name, value);
    this.found.add(problems);
    return value instanceof SecretKeyRef ? value : undefined;
  }

  public duration(name: keyof O & string, min = 0): Duration | undefined {
    return this.seconds(name, min) === undefined ? undefined : (this.options[name] as Duration);
  }

  public seconds(name: keyof O & string, min = 0): number | undefined {
    const value = this.options[name] as Duration | undefined;
    const seconds = secondsOf(this.found, name, value, -1, min);
    return seconds < 0 ? undefined : seconds;
  }

  /** Environment variables by name. */
  public variables(name: keyof O & string): { readonly [name: string]: string } {
    const given = this.read(name, (property, value) =>
      isPlainObject(value) ? undefined : `${property} must be an object of texts by name, got ${show(value)}`,
    );
    const entries = sortedEntries(given as { readonly [name: string]: unknown } | undefined);
    for (const [variable, value] of entries) {
      this.found.add(checkEnvName(name, variable));
      if (typeof value !== 'string') this.found.add(`${name}['${variable}'] must be a text, got ${show(value)}`);
    }
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  }

  public writablePaths(name: keyof O & string): readonly WritablePath[] | undefined {
    const check = (property: string, value: unknown): Problem =>
      Array.isArray(value) ? undefined : `${property} must be a list of paths with their sizes, got ${show(value)}`;
    const given = this.read(name, check) as readonly unknown[] | undefined;
    const paths = given?.map((entry, index) => this.writablePath(`${name}[${index}]`, entry));
    const known = paths?.filter((path) => path !== undefined);
    known?.forEach(({ path }, index) => {
      if (known.findIndex((other) => other.path === path) < index)
        this.found.add(`${name} must name each path once, got ${show(path)} again`);
    });
    return known;
  }

  private writablePath(property: string, entry: unknown): WritablePath | undefined {
    if (!isPlainObject(entry)) {
      this.found.add(`${property} must be a path with its size, got ${show(entry)}`);
      return undefined;
    }
    const { path, sizeLimit, memory } = entry;
    const problems = [
      ...unknownMembers(property, entry, 'WritablePath'),
      checkAbsolutePath(`${property}.path`, path ?? null) ?? checkMountable(`${property}.path`, path as string),
      checkBytes(`${property}.sizeLimit`, sizeLimit ?? null),
      checkOneOf(`${property}.memory`, memory, [true, false]),
    ];
    this.found.add(problems);
    if (problems.some((problem) => problem !== undefined)) return undefined;
    return { path: path as string, sizeLimit: sizeLimit as string, memory: memory as boolean | undefined };
  }

  private read(name: string, check: (property: string, value: unknown) => Problem): unknown {
    const value = this.options[name];
    if (value === undefined) return undefined;
    const problem = check(name, value);
    this.found.add(problem);
    return problem === undefined ? value : undefined;
  }
}

/** `/` cannot be mounted over, and every server has a writable `/tmp`. */
export function checkMountable(property: string, path: string): Problem {
  const plain = path.replace(/\/+$/, '');
  if (plain !== '' && plain !== '/tmp') return undefined;
  return `${property} must be a directory below '/' other than '/tmp', which is writable already, got ${show(path)}`;
}
