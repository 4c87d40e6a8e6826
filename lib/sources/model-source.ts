import { huggingFace, type HuggingFaceOptions } from './hugging-face';
import type { SourceContext, SourceDescription, SourceFacts } from './source-facts';

/**
 * Where the weights of a model come from. It brings what a pod needs for them: the volume and its size, the container
 * that fetches them, the way out through the NetworkPolicy, the identity that a cloud knows, and the time for a start.
 *
 * Whatever the source, the server finds the weights in one directory, `/mnt/models` unless `mountPath` says otherwise, and
 * can only read them. Mistakes are reported by the server that uses the source.
 */
export class ModelSource {
  /**
   * A repository of the Hugging Face hub or of a mirror, downloaded by each pod before the server starts.
   *
   * @param options repository, revision, token
   */
  public static huggingFace(options: HuggingFaceOptions): ModelSource {
    return new ModelSource(huggingFace(options));
  }

  private constructor(
    /** @internal */
    public readonly _description: SourceDescription,
  ) {}

  /** @internal */
  public _facts(context: SourceContext): SourceFacts {
    return this._description.facts(context);
  }
}
