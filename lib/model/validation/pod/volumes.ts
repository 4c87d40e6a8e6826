import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { child, has, keys, text } from '../fields';
import { dnsLabel } from '../names';
import type { Refusals } from '../refusal';
import { volumeSource } from './volume-sources';

/** Names that the containers of a pod can mount. */
export type VolumeNames = ReadonlySet<string>;

/** The volumes of a pod; returns their names. */
export function volumes(at: string, list: readonly JsonObject[], spec: JsonObject, out: Refusals): VolumeNames {
  const names = new Set<string>();
  list.forEach((volume, index) => {
    const where = `${at}/${index}`;
    const name = text(volume, 'name');
    const problem = dnsLabel(name);
    out.problem(`${where}/name`, problem);
    if (problem === undefined && names.has(name))
      out.invalid(`${where}/name`, `there is a volume ${show(name)} already`);
    // A volume without a source is an empty directory.
    const sources = keys(volume).filter((field) => field !== 'name' && has(volume, field));
    if (sources.length > 1) {
      out.invalid(`${where}/${sources[1]}`, `must have one source only, there is ${sources[0]} already`);
    }
    for (const field of sources) {
      const source = child(volume, field);
      if (source) volumeSource(`${where}/${field}`, field, source, spec, out);
    }
    if (problem === undefined) names.add(name);
  });
  return names;
}
