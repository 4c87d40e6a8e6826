import { show } from '../private/show';
import { isPath } from '../runtimes/large-model';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import type { ServerOptions } from './server-options';
import type { VolumesPlan } from './volumes';

/** A directory that is served, and that neither a volume nor a source brings. */
export function unmountedModelWarnings(
  options: ServerOptions,
  { model, problems = [] }: RuntimeFacts,
  { mounts }: VolumesPlan,
): string[] {
  // A problem may be that no model is named.
  if (model === undefined || !isPath(model) || options.source !== undefined || problems.length > 0) return [];
  // A repository of models may be mounted model by model.
  const isMounted = mounts.some(
    ({ mountPath }) => isWithin(model, String(mountPath)) || isWithin(String(mountPath), model),
  );
  if (isMounted) return [];
  return [
    `the runtime serves ${show(model)}, where nothing is mounted; mount a volume there, use a ModelSource, or say ModelSource.inImage({ path }) where the image has it`,
  ];
}

function isWithin(path: string, directory: string): boolean {
  const plain = directory.replace(/\/+$/, '');
  return path === plain || path.startsWith(`${plain}/`);
}
