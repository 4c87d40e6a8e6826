import type { JsonObject } from '../../../private/json';
import { claimSpec } from '../claims';
import { countOrPercent, notNegative } from '../counts';
import { child, childOrEmpty, children, number, optionalText, text } from '../fields';
import { dnsLabel, oneOf } from '../names';
import { servingTemplate } from '../pod/pod-spec';
import type { Refusals } from '../refusal';
import { atMostAll } from './deployment';
import { ownSelector } from './selector';

/** StatefulSets: claims, order and the strategy of updates. */
export function statefulSet(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  ownSelector('/spec', spec, out);
  servingTemplate('/spec/template', withClaims(spec), out);
  for (const field of ['replicas', 'minReadySeconds', 'revisionHistoryLimit']) {
    out.problem(`/spec/${field}`, notNegative(number(spec, field)));
  }
  const service = text(spec, 'serviceName');
  if (service !== '') out.problem('/spec/serviceName', dnsLabel(service), { from: STRICT_SERVICE_NAME });
  const order = optionalText(spec, 'podManagementPolicy');
  if (order) out.problem('/spec/podManagementPolicy', oneOf(order, ['OrderedReady', 'Parallel']));
  updates('/spec/updateStrategy', childOrEmpty(spec, 'updateStrategy'), out);
  const retention = childOrEmpty(spec, 'persistentVolumeClaimRetentionPolicy');
  for (const field of ['whenDeleted', 'whenScaled']) {
    const policy = optionalText(retention, field);
    if (policy) out.problem(`/spec/persistentVolumeClaimRetentionPolicy/${field}`, oneOf(policy, ['Retain', 'Delete']));
  }
  out.problem('/spec/ordinals/start', notNegative(number(childOrEmpty(spec, 'ordinals'), 'start')));
  children(spec, 'volumeClaimTemplates').forEach((claim, index) => {
    // Each pod has a volume of this name.
    const name = text(childOrEmpty(claim, 'metadata'), 'name');
    out.problem(`/spec/volumeClaimTemplates/${index}/metadata/name`, dnsLabel(name));
    claimSpec(`/spec/volumeClaimTemplates/${index}/spec`, childOrEmpty(claim, 'spec'), out);
  });
}

/** From this version on `serviceName` has to be the name of a Service. */
const STRICT_SERVICE_NAME = 33;

/** The pod template with a volume for every claim, as the pods have. */
function withClaims(spec: JsonObject): JsonObject {
  const template = childOrEmpty(spec, 'template');
  const names = children(spec, 'volumeClaimTemplates').map((claim) => text(childOrEmpty(claim, 'metadata'), 'name'));
  const pod = child(template, 'spec');
  if (names.length === 0 || !pod) return template;
  const volumes = children(pod, 'volumes');
  const own = new Set(volumes.map((volume) => text(volume, 'name')));
  const claimed = [...new Set(names)].filter((name) => !own.has(name) && dnsLabel(name) === undefined);
  return { ...template, spec: { ...pod, volumes: [...volumes, ...claimed.map((name) => ({ name }))] } };
}

function updates(at: string, strategy: JsonObject, out: Refusals): void {
  const type = optionalText(strategy, 'type') ?? '';
  if (type !== '') out.problem(`${at}/type`, oneOf(type, ['RollingUpdate', 'OnDelete']));
  const rolling = child(strategy, 'rollingUpdate');
  if (!rolling) return;
  if (type === 'OnDelete') {
    out.invalid(`${at}/rollingUpdate`, "is for the type 'RollingUpdate'", 'leave it out');
    return;
  }
  out.problem(`${at}/rollingUpdate/partition`, notNegative(number(rolling, 'partition')));
  const unavailable = rolling.maxUnavailable;
  out.problem(`${at}/rollingUpdate/maxUnavailable`, countOrPercent(unavailable) ?? atMostAll(unavailable));
}
