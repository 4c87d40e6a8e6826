import type { Manifest } from '../../manifests/manifest';
import { oncePerSet } from '../once-per-set';
import { differsInNames } from './other-names';

/** How many objects of a kind others are held against: those that were last found alike with something. */
const MOST_HELD_AGAINST = 8;

/** Which objects of a set are the same but for their names, worked out as far as somebody asks. */
class Likeness {
  private readonly first = new Map<Manifest, Manifest>();
  /** Objects that stand for others, by kind, the last one that was needed in front. */
  private readonly models = new Map<string, Manifest[]>();

  /** The object that stands for all that are like this one; itself where it is the first of them, or nothing is like it. */
  public firstOf(manifest: Manifest): Manifest {
    let first = this.first.get(manifest);
    if (!first) this.first.set(manifest, (first = this.find(manifest)));
    return first;
  }

  /** The objects of which something holds that hangs neither on names nor on other objects: asked once of all that are alike. */
  public where(manifests: readonly Manifest[], holds: (manifest: Manifest) => boolean): readonly Manifest[] {
    const known = new Map<Manifest, boolean>();
    return manifests.filter((manifest) => {
      const first = this.firstOf(manifest);
      let answer = known.get(first);
      if (answer === undefined) known.set(first, (answer = holds(first)));
      return answer;
    });
  }

  private find(manifest: Manifest): Manifest {
    let models = this.models.get(manifest.kind);
    if (!models) this.models.set(manifest.kind, (models = []));
    const index = models.findIndex((model) => differsInNames(model, manifest));
    const found = index < 0 ? manifest : models[index];
    if (index > 0) models.splice(index, 1);
    if (index !== 0) models.unshift(found);
    if (models.length > MOST_HELD_AGAINST) models.pop();
    return found;
  }
}

/** Tells of each object of a set the first one that it differs from in nothing but names. */
export const likenessOf = oncePerSet(() => new Likeness());
