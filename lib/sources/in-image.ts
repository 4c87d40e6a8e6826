import { checkAbsolutePath } from '../private/check-path';
import { Problems } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { optionsOf } from '../private/shape';
import { secondsFor } from './sizes';
import type { SourceDescription } from './source-facts';

/** Weights that are a part of the server's own image. */
export interface InImageOptions {
  /** Directory or file in the image, for example `/opt/models/llama`. */
  readonly path: string;

  /**
   * Size of the weights, as a Kubernetes quantity: a rollout waits as much longer as pulling them takes at 125 MB/s, and
   * the start may take as much longer as reading them takes.
   *
   * @default - not known
   */
  readonly size?: string;
}

export function inImage(options: InImageOptions): SourceDescription {
  const found = new Problems('');
  const { path, size } = optionsOf(found, options, 'InImageOptions');
  found.add(checkAbsolutePath('path', path ?? null), checkBytes('size', size));
  const seconds = secondsFor(size);
  return {
    factory: 'inImage',
    problems: found.sentences,
    warnings: [],
    size,
    facts: () => ({
      modelPath: path ?? '',
      isFetched: seconds !== undefined,
      fetchSeconds: seconds,
      readSeconds: seconds ?? 0,
    }),
  };
}
