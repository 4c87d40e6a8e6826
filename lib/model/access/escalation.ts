import { kindsOfPlural } from '../../manifests/kinds';
import type { Permission } from './rights';

const RBAC = 'rbac.authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const WRITE = ['create', 'patch', 'update'];

/** Verbs, group and resources with which one gains what one does not have. */
type Way = readonly [verbs: readonly string[], group: string, ...resources: readonly string[]];

/**
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks and
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping. Paths
 * into pods are open to `get` as well, for connections are upgraded by it; so is the way through a node's kubelet.
 */
const WAYS: readonly Way[] = [
  [['bind', 'escalate'], RBAC, 'clusterroles', 'roles'],
  [['impersonate'], '', 'groups', 'serviceaccounts', 'users'],
  [['impersonate'], 'authentication.k8s.io', 'uids', 'userextras'],
  [WRITE, RBAC, 'clusterrolebindings', 'rolebindings'],
  [['create'], '', 'serviceaccounts/token'],
  [['get', 'list', 'watch'], '', 'secrets'],
  [['create', 'get'], '', 'pods/attach', 'pods/exec'],
  [['patch', 'update'], '', 'pods/ephemeralcontainers'],
  [['create', 'delete', 'get', 'patch', 'update'], '', 'nodes/proxy'],
  [WRITE, '', 'persistentvolumes'],
  [['patch', 'update'], '', 'namespaces'],
  [['patch', 'update'], CERTIFICATES, 'certificatesigningrequests/approval'],
  [['approve', 'sign'], CERTIFICATES, 'signers'],
  [WRITE, 'admissionregistration.k8s.io', 'mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
];

/**
 * Whether a permission lets its holder gain further rights, read Secrets or run as others. Whoever may write what runs
 * pods runs any image with every service account and Secret of the namespace.
 */
export function isEscalation({ verb, group, resource, kind }: Permission): boolean {
  if (kind !== 'resource') return false;
  const isVerb = (each: string): boolean => verb === '*' || verb === each;
  // What is added to the cluster later is allowed as well, whatever it may be.
  if (resource === '*' && (WRITE.some(isVerb) || group === '*')) return true;
  const runsPods = (group === '*' ? [] : kindsOfPlural(resource)).some((each) => each.group === group && each.runsPods);
  if (runsPods && WRITE.some(isVerb)) return true;
  if (group === '*' && ANY_GROUP.some((each) => each === resource) && WRITE.some(isVerb)) return true;
  return WAYS.some(
    ([verbs, of, ...resources]) =>
      verbs.some(isVerb) && (group === '*' || group === of) && resources.some((each) => isResource(resource, each)),
  );
}

/** What runs pods, of a rule for all groups. */
const ANY_GROUP: readonly string[] = [
  'pods',
  'daemonsets',
  'deployments',
  'replicasets',
  'statefulsets',
  'cronjobs',
  'jobs',
];

function isResource(given: string, wanted: string): boolean {
  const subresource = wanted.split('/').at(1);
  return given === '*' || given === wanted || (subresource !== undefined && given === `*/${subresource}`);
}
