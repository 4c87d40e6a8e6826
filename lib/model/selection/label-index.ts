import { type JsonObject, objectAt } from '../../private/json';
import { append } from '../../private/append';
import { ByLabel } from './by-label';
import { selects } from './label-selector';

/** Something of a namespace that carries labels. */
interface Labelled {
  readonly namespaceName: string | undefined;
  readonly labels: JsonObject;
}

/** Finds what label selectors select without looking at everything: by the label that fewest carry. */
export class LabelIndex<T extends Labelled> {
  /** By the keys that selectors asked for so far: labels have many more. */
  private readonly byKey = new Map<string, ByLabel<T>>();
  private readonly byNamespace = new Map<string, T[]>();

  public constructor(public readonly all: readonly T[]) {
    for (const item of all) append(this.byNamespace, item.namespaceName ?? '', item);
  }

  /** What is in a namespace. */
  public inNamespace(namespaceName: string | undefined): readonly T[] {
    return this.byNamespace.get(namespaceName ?? '') ?? [];
  }

  /** What a label selector selects in a namespace; an empty one selects all. */
  public select(namespaceName: string | undefined, selector: JsonObject): readonly T[] {
    let fewest = this.inNamespace(namespaceName);
    const wanted = objectAt(selector, 'matchLabels');
    for (const key of Object.keys(wanted)) {
      const carriers = this.withKey(key).carriers(namespaceName, key, wanted[key]);
      if (carriers.length < fewest.length) fewest = carriers;
    }
    return fewest.filter(({ labels }) => selects(selector, labels));
  }

  private withKey(key: string): ByLabel<T> {
    let index = this.byKey.get(key);
    if (!index) {
      this.byKey.set(key, (index = new ByLabel<T>()));
      for (const item of this.all)
        if (Object.hasOwn(item.labels, key)) index.add(item.namespaceName, key, item.labels[key], item);
    }
    return index;
  }
}
