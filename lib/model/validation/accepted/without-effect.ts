import { nearestWithin } from '../../../private/nearest';
import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { child, childOrEmpty, children, has, keys, text, texts } from '../fields';
import { step } from '../refusal';
import { podPlaceOf } from './pod-place';
import type { Remark } from './remark';
import { grantsNothing } from './roles';

type KindRemarks = (object: JsonObject) => readonly Remark[];

const OF_KINDS = new Map<string, KindRemarks>([
  ['v1/Namespace', namespace],
  ['v1/Service', service],
  ['networking.k8s.io/v1/NetworkPolicy', networkPolicy],
  ['policy/v1/PodDisruptionBudget', disruptionBudget],
  ['rbac.authorization.k8s.io/v1/ClusterRole', grantsNothing],
  ['rbac.authorization.k8s.io/v1/Role', grantsNothing],
]);

/** What an object says in vain whatever the version: something else in it leaves it without effect. */
export function withoutEffect(object: JsonObject): Remark[] {
  const ofKind = OF_KINDS.get(`${text(object, 'apiVersion')}/${text(object, 'kind')}`);
  const pods = podPlaceOf(object);
  return [...(ofKind?.(object) ?? []), ...(pods ? hooks(pods.at, pods.spec) : [])];
}

const POD_SECURITY = 'pod-security.kubernetes.io/';
const LEVELS = ['enforce', 'audit', 'warn'].flatMap((mode) => [mode, `${mode}-version`]);

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces */
function namespace(object: JsonObject): Remark[] {
  const labels = childOrEmpty(childOrEmpty(object, 'metadata'), 'labels');
  return keys(labels)
    .filter((key) => key.startsWith(POD_SECURITY) && !LEVELS.includes(key.slice(POD_SECURITY.length)))
    .map((key) => {
      const meant = nearestWithin(key.slice(POD_SECURITY.length), LEVELS);
      return {
        at: step('/metadata/labels', key),
        message: 'is no label that Pod Security reads: no level follows from it',
        ...(meant !== undefined && { fix: `did you mean '${POD_SECURITY}${meant}'?` }),
      };
    });
}

/** https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity */
function service(object: JsonObject): Remark[] {
  const spec = childOrEmpty(object, 'spec');
  if (!has(spec, 'sessionAffinityConfig') || text(spec, 'sessionAffinity') === 'ClientIP') return [];
  return [
    {
      at: '/spec/sessionAffinityConfig',
      message: "has an effect with the sessionAffinity 'ClientIP' only, and is dropped",
      fix: "set sessionAffinity to 'ClientIP', or leave it out",
    },
  ];
}

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource */
function networkPolicy(object: JsonObject): Remark[] {
  const spec = childOrEmpty(object, 'spec');
  const types = texts(spec, 'policyTypes');
  if (types.length === 0) return [];
  return (['ingress', 'egress'] as const).flatMap((field) => {
    const type = field === 'ingress' ? 'Ingress' : 'Egress';
    if (children(spec, field).length === 0 || types.includes(type)) return [];
    return [
      {
        at: `/spec/${field}`,
        message: `has no effect: policyTypes is ${show(types)}, so that ${field} is not limited`,
        fix: `add '${type}' to policyTypes, or leave the rules out`,
      },
    ];
  });
}

/** https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget */
function disruptionBudget(object: JsonObject): Remark[] {
  const spec = childOrEmpty(object, 'spec');
  if (has(spec, 'selector')) return [];
  return [
    {
      at: '/spec/selector',
      message: 'is missing: the budget selects no pods, and protects none',
      fix: 'select the labels of the pods',
    },
  ];
}

/** The handler is left from long ago: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/ */
function hooks(at: string, spec: JsonObject): Remark[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    children(spec, list).flatMap((container, index) =>
      ['postStart', 'preStop']
        .filter((hook) => child(childOrEmpty(childOrEmpty(container, 'lifecycle'), hook), 'tcpSocket'))
        .map((hook) => ({
          at: `${at}/${list}/${index}/lifecycle/${hook}/tcpSocket`,
          message: 'is accepted in a hook and fails when its time has come: no kubelet carries it out',
          fix: "use 'exec', 'httpGet' or 'sleep'",
        })),
    ),
  );
}
