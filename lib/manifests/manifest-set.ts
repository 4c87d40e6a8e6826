import type { Manifest } from './manifest';

/** Manifests that are applied together, indexed once. */
export class ManifestSet {
  private readonly byKind = new Map<string, Manifest[]>();

  public constructor(public readonly manifests: readonly Manifest[]) {
    for (const manifest of manifests) {
      const ofKind = this.byKind.get(manifest.kind);
      if (ofKind) ofKind.push(manifest);
      else this.byKind.set(manifest.kind, [manifest]);
    }
  }

  /** The manifests of a kind, of one API group where that is given, in the order of the set. */
  public ofKind(kind: string, group?: string): readonly Manifest[] {
    const ofKind = this.byKind.get(kind) ?? [];
    return group === undefined || ofKind.every((manifest) => manifest.group === group)
      ? ofKind
      : ofKind.filter((manifest) => manifest.group === group);
  }
}
