import type { App, Chart } from 'cdk8s';
import { manifestOf } from '../manifests/manifest';
import { ManifestSet } from '../manifests/manifest-set';
import { titleOf } from '../manifests/object-ref';
import { nearestFirst } from '../private/nearest';
import { show } from '../private/show';
import { closestMessage } from './closest';
import { checkExpected, compare } from './compare';
import { kindsOf, readKind } from './kind';
import { type Manifest, toManifests } from './manifest';
import { refuseNearKind } from './near-kind';
import { kindsMessage, listing } from './nearest';
import { readDirectory } from './read-directory';
import { readYaml } from './read-yaml';
import { manifestsBelow, manifestsOfApp } from './synthesized';
import { manifestsToYaml } from './yaml-text';

/**
 * A set of Kubernetes manifests to ask questions of in a test. Bound to no test framework: an assertion that fails
 * throws an `Error`.
 *
 * A kind is given as `Deployment` (any API version) or as `apps/v1/Deployment`. What is expected of an object is a part
 * of it: see `Match` for what else can stand in it.
 */
export class Manifests implements Iterable<Manifest> {
  /**
   * What an app synthesizes: the objects of all charts, nested ones included. Writes no files.
   *
   * @throws Error when the app is not valid
   */
  public static fromApp(app: App): Manifests {
    return new Manifests(manifestsOfApp(app));
  }

  /**
   * What a chart synthesizes, with the charts nested in it. Checks that take in the whole app do not run here.
   *
   * @throws Error when the app around the chart is not valid
   */
  public static fromChart(chart: Chart): Manifests {
    return new Manifests(manifestsBelow(chart));
  }

  /**
   * The objects in every .yaml, .yml and .json file of a directory and below, in byte order of the path. YAML is read
   * as kubectl reads it; empty documents are passed over.
   *
   * @throws Error when there is no such directory, no such file in it, or something in a file is not a manifest
   */
  public static fromDirectory(directory: string): Manifests {
    return new Manifests(readDirectory(directory));
  }

  /**
   * The objects of a YAML text, which may hold several documents.
   *
   * @throws Error when the text is not YAML or a document is not a manifest
   */
  public static fromYaml(text: string): Manifests {
    return new Manifests(readYaml(text, 'the YAML text'));
  }

  /**
   * Objects that are at hand already. They are copied.
   *
   * @throws Error when one has no apiVersion, kind or metadata.name
   */
  public static of(objects: Iterable<object>): Manifests {
    return new Manifests([...objects].flatMap((object, index) => toManifests(object, `object ${index + 1}`)));
  }

  private readonly set: ManifestSet;

  private constructor(
    /** All objects, in the order in which they are synthesized or were read. */
    public readonly all: readonly Manifest[],
  ) {
    this.set = new ManifestSet(all.map((manifest, index) => manifestOf(manifest, { index })));
  }

  /**
   * All objects of a kind, of a name and in a namespace where these are given.
   *
   * @throws Error when `kind` is not written like a kind, or nearly like a known one
   */
  public find(kind: string, name?: string, namespace?: string): Manifest[] {
    const found = this.select(kind, name, namespace);
    if (found.length === 0) this.refuseSlip(kind);
    return found;
  }

  private select(kind: string, name?: string, namespace?: string): Manifest[] {
    const wanted = readKind(kind);
    return this.set
      .ofKind(wanted.kind)
      .filter(
        (manifest) =>
          (wanted.apiVersion === undefined || manifest.apiVersion === wanted.apiVersion) &&
          (name === undefined || manifest.name === name) &&
          (namespace === undefined || manifest.namespaceName === namespace),
      )
      .map(({ json }) => json as Manifest);
  }

  /**
   * The one object of a kind, of a name and in a namespace where these are given.
   *
   * @throws Error when there is none, with those there are, nearest names first; or when there are several
   */
  public get(kind: string, name?: string, namespace?: string): Manifest {
    const found = this.select(kind, name, namespace);
    if (found.length === 1) return found[0];
    const wanted = titleOf({ kind, name, namespaceName: namespace });
    if (found.length > 1) {
      const advice = 'give the name, the namespace or the API version too, or use find';
      throw new Error(`expected exactly one ${wanted}, there are ${found.length} (${advice}):${listing(found)}`);
    }
    const others = this.select(kind);
    if (others.length === 0) throw new Error(kindsMessage(kind, this.all));
    const nearest = nearestFirst(`${namespace ?? ''}/${name ?? ''}`, others, ({ metadata }) => {
      return `${namespace === undefined ? '' : (metadata.namespace ?? '')}/${name === undefined ? '' : metadata.name}`;
    });
    throw new Error(`there is no ${wanted}; nearest first, there are:${listing(nearest)}`);
  }

  /**
   * How many objects of a kind match.
   *
   * @throws Error when `kind` is not written like a kind, or nearly like a known one; or `partial` is or holds `undefined`
   */
  public count(kind: string, partial: object = {}): number {
    const { length } = this.matching(kind, partial);
    if (length === 0) this.refuseSlip(kind);
    return length;
  }

  /**
   * Asserts that at least one object of a kind matches.
   *
   * @throws Error when none does: shows the closest object and every place where it differs
   */
  public has(kind: string, partial: object = {}): void {
    if (this.matching(kind, partial).length > 0) return;
    const candidates = this.select(kind);
    throw new Error(candidates.length === 0 ? kindsMessage(kind, this.all) : closestMessage(kind, candidates, partial));
  }

  /**
   * Asserts that no object of a kind matches.
   *
   * @throws Error when one does: lists all that do; or when `kind` nearly reads like a known one
   */
  public hasNo(kind: string, partial: object = {}): void {
    const found = this.matching(kind, partial);
    if (found.length === 0) {
      this.refuseSlip(kind);
      return;
    }
    const which = Object.keys(partial).length === 0 ? kind : `${kind} that matches`;
    throw new Error(
      `expected no ${which}, there ${found.length === 1 ? 'is one' : `are ${found.length}`}:${listing(found)}`,
    );
  }

  /** The kinds there are, with their API version, each once and in order: `['apps/v1/Deployment', 'v1/Service']`. */
  public kinds(): string[] {
    return kindsOf(this.all);
  }

  /** All objects as YAML documents separated by `---`, each with `apiVersion`, `kind` and `metadata` first. */
  public toYaml(): string {
    return manifestsToYaml(this.all);
  }

  /** Iterates over all objects. */
  public [Symbol.iterator](): Iterator<Manifest> {
    return this.all[Symbol.iterator]();
  }

  /** What is among the manifests is meant. */
  private refuseSlip(kind: string): void {
    if (this.select(kind).length > 0) return;
    const wanted = readKind(kind);
    refuseNearKind(wanted.kind, wanted.apiVersion);
  }

  private matching(kind: string, partial: object): Manifest[] {
    if (typeof partial !== 'object' || partial === null || Array.isArray(partial)) {
      throw new Error(`what is expected of an object must be an object, got ${show(partial)}`);
    }
    checkExpected(partial);
    return this.select(kind).filter((manifest) => compare(partial, manifest).length === 0);
  }
}
