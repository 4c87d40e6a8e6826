import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { child, childOrEmpty, optionalText, repeated, texts } from './fields';
import { labelSelector } from './label-syntax';
import { dnsSubdomain, oneOf } from './names';
import { amountIn } from './pod/resources';
import type { Refusals } from './refusal';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** PersistentVolumeClaims. */
export function claim(object: JsonObject, out: Refusals): void {
  claimSpec('/spec', childOrEmpty(object, 'spec'), out);
}

/** The spec of a claim: of its own, of a StatefulSet, or inside a volume. */
export function claimSpec(at: string, spec: JsonObject, out: Refusals): void {
  accessModes(`${at}/accessModes`, texts(spec, 'accessModes'), out);
  const requests = childOrEmpty(childOrEmpty(spec, 'resources'), 'requests');
  const storage = amountIn(requests, 'storage');
  const where = `${at}/resources/requests/storage`;
  if (storage === undefined) out.invalid(where, 'is missing');
  else if (storage <= 0n) out.invalid(where, `must be above 0, got ${show(requests.storage)}`);
  const storageClass = optionalText(spec, 'storageClassName');
  if (storageClass) out.problem(`${at}/storageClassName`, dnsSubdomain(storageClass));
  labelSelector(`${at}/selector`, child(spec, 'selector'), out);
  const mode = optionalText(spec, 'volumeMode');
  if (mode) out.problem(`${at}/volumeMode`, oneOf(mode, ['Block', 'Filesystem']));
}

/** How a volume may be mounted. */
export function accessModes(at: string, modes: readonly string[], out: Refusals): void {
  if (modes.length === 0) out.invalid(at, 'must hold an access mode');
  modes.forEach((mode, index) => {
    out.problem(`${at}/${index}`, oneOf(mode, ACCESS_MODES));
  });
  if (modes.includes('ReadWriteOncePod') && modes.length > 1 && repeated(modes).length === 0) {
    out.invalid(at, "must hold 'ReadWriteOncePod' alone");
  }
}
