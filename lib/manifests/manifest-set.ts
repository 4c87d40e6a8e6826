import { append } from '../private/append';
import type { Manifest } from './manifest';

/** Manifests that are applied together, indexed once. */
export class ManifestSet {
  private readonly byKind = new Map<string, Manifest[]>();
  private readonly byGroup = new Map<string, readonly Manifest[]>();
  private readonly byName = new Map<string, ReadonlyMap<string, Manifest>>();

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
  public find(kind: string, group: string, name: string, namespaceName?: string): Manifest | undefined {
    const title = `${group}/${kind}`;
    const named = this.byName.get(title) ?? this.named(kind, group);
    this.byName.set(title, named);
    return named.get(nameKey(name, namespaceName));
  }

  private named(kind: string, group: string): ReadonlyMap<string, Manifest> {
    return new Map(
      this.ofKind(kind, group).map((manifest) => [nameKey(manifest.name, manifest.namespaceName), manifest]),
    );
  }
}

function nameKey(name: string, namespaceName = ''): string {
  return `${namespaceName}/${name}`;
}
