import { append } from '../private/append';
import type { Manifest } from './manifest';

/** Manifests by their names, by the namespace. */
type Named = ReadonlyMap<string, ReadonlyMap<string, Manifest>>;

/** Manifests that are applied together, indexed once. */
export class ManifestSet {
  private readonly byKind = new Map<string, Manifest[]>();
  private readonly byGroup = new Map<string, readonly Manifest[]>();
  private readonly byName = new Map<string, Named>();

  public constructor(public readonly manifests: readonly Manifest[]) {
    for (const manifest of manifests) append(this.byKind, manifest.kind, manifest);
  }

  /** The manifests of a kind, of one API group where that is given, in the order of the set. */
  public ofKind(kind: string, group?: string): readonly Manifest[] {
    const ofKind = this.byKind.get(kind) ?? [];
    if (group === undefined || ofKind.length === 0) return ofKind;
    const title = `${group}/${kind}`;
    let ofGroup = this.byGroup.get(title);
    if (!ofGroup) this.byGroup.set(title, (ofGroup = ofKind.filter((manifest) => manifest.group === group)));
    return ofGroup;
  }

  /** The manifest of a kind with a name, in a namespace where it has one; the last of several. */
  public find(kind: string, group: string, name: string, namespaceName = ''): Manifest | undefined {
    return this.named(kind, group).get(namespaceName)?.get(name);
  }

  /** The manifests of a kind in a namespace, in the order of the set; the last of several of one name. */
  public inNamespace(kind: string, group: string, namespaceName = ''): Manifest[] {
    return [...(this.named(kind, group).get(namespaceName)?.values() ?? [])];
  }

  private named(kind: string, group: string): Named {
    const title = `${group}/${kind}`;
    let named = this.byName.get(title);
    if (!named) this.byName.set(title, (named = byNamespace(this.ofKind(kind, group))));
    return named;
  }
}

function byNamespace(manifests: readonly Manifest[]): Named {
  const named = new Map<string, Map<string, Manifest>>();
  for (const manifest of manifests) {
    const namespaceName = manifest.namespaceName ?? '';
    let names = named.get(namespaceName);
    if (!names) named.set(namespaceName, (names = new Map<string, Manifest>()));
    names.set(manifest.name, manifest);
  }
  return named;
}
