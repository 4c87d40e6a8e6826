import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { childOrEmpty, children, text, texts } from './fields';
import { dnsSubdomain, oneOf, pathSegment } from './names';
import type { Refusals } from './refusal';

const GROUP = 'rbac.authorization.k8s.io';

/** RoleBindings and ClusterRoleBindings. */
export function binding(object: JsonObject, out: Refusals): void {
  const isOfCluster = object.kind === 'ClusterRoleBinding';
  const ref = childOrEmpty(object, 'roleRef');
  // The group is filled in by the server where it is left out.
  const group = text(ref, 'apiGroup') || GROUP;
  if (group !== GROUP) out.invalid('/roleRef/apiGroup', `must be '${GROUP}', got ${show(group)}`);
  out.problem('/roleRef/kind', oneOf(text(ref, 'kind'), isOfCluster ? ['ClusterRole'] : ['Role', 'ClusterRole']));
  out.problem('/roleRef/name', pathSegment(text(ref, 'name')));
  children(object, 'subjects').forEach((subject, index) => {
    bindingSubject(`/subjects/${index}`, subject, isOfCluster, out);
  });
}

function bindingSubject(at: string, subject: JsonObject, isOfCluster: boolean, out: Refusals): void {
  const [kind, name, group] = ['kind', 'name', 'apiGroup'].map((field) => text(subject, field));
  if (name === '') out.invalid(`${at}/name`, 'is missing or empty');
  out.problem(`${at}/kind`, oneOf(kind, ['ServiceAccount', 'User', 'Group']));
  if (kind === 'ServiceAccount') {
    if (name !== '') out.problem(`${at}/name`, dnsSubdomain(name));
    if (group !== '') out.invalid(`${at}/apiGroup`, `must be empty for a ServiceAccount, got ${show(group)}`);
    if (isOfCluster && text(subject, 'namespace') === '') {
      out.invalid(`${at}/namespace`, 'is missing or empty, a ServiceAccount lives in a namespace');
    }
  } else if ((kind === 'User' || kind === 'Group') && group !== '' && group !== GROUP) {
    out.invalid(`${at}/apiGroup`, `must be '${GROUP}', got ${show(group)}`);
  }
}

/** Roles and ClusterRoles. */
export function role(object: JsonObject, out: Refusals): void {
  const isOfCluster = object.kind === 'ClusterRole';
  children(object, 'rules').forEach((rule, index) => {
    policyRule(`/rules/${index}`, rule, isOfCluster, out);
  });
}

function policyRule(at: string, rule: JsonObject, isOfCluster: boolean, out: Refusals): void {
  const [verbs, groups, resources, urls] = ['verbs', 'apiGroups', 'resources', 'nonResourceURLs'].map((field) =>
    texts(rule, field),
  );
  if (verbs.length === 0) out.invalid(`${at}/verbs`, 'must hold a verb');
  if (urls.length > 0) {
    if (!isOfCluster) out.invalid(`${at}/nonResourceURLs`, 'is for ClusterRoles');
    if (groups.length + resources.length + texts(rule, 'resourceNames').length > 0) {
      out.invalid(`${at}/nonResourceURLs`, 'cannot be set together with resources');
    }
    return;
  }
  if (groups.length === 0) out.invalid(`${at}/apiGroups`, "must hold an API group, '' is the core one");
  if (resources.length === 0) out.invalid(`${at}/resources`, 'must hold a resource');
}
