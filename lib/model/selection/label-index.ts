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
  private readonly byLabel = new ByLabel<T>();
  private readonly byNamespace = new Map<string, T[]>();

  public constructor(public readonly all: readonly T[]) {
    for (const item of all) {
      append(this.byNamespace, item.namespaceName ?? '', item);
      this.byLabel.addAll(item.namespaceName, item.labels, item);
    }
  }

  /** What is in a namespace. */
  public inNamespace(namespaceName: string | undefined): readonly T[] {
    return this.byNamespace.get(namespaceName ?? '') ?? [];
  }

  /** What a label selector selects in a namespace; an empty one selects all. */
  public select(namespaceName: string | undefined, selector: JsonObject): readonly T[] {
    let fewest = this.inNamespace(namespaceName);
    for (const [key, value] of Object.entries(objectAt(selector, 'matchLabels'))) {
      const carriers = this.byLabel.carriers(namespaceName, key, value);
      if (carriers.length < fewest.length) fewest = carriers;
    }
    return fewest.filter(({ labels }) => selects(selector, labels));
  }
}
