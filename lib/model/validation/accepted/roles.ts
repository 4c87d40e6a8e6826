import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { children, texts } from '../fields';
import type { Remark } from './remark';

/** Verbs that something in Kubernetes asks for: https://kubernetes.io/docs/reference/access-authn-authz/authorization/ */
const VERBS = new Set(
  (
    '* get list watch create update patch delete deletecollection proxy redirect connect ' +
    'bind escalate impersonate use approve sign attest'
  ).split(' '),
);
/** Groups of Kubernetes itself; those of others may have verbs of their own. */
const BUILT_IN = /^([a-z]*|[a-z.-]+\.k8s\.io)$/;

/** Names in the rules of a role that no request ever has: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function grantsNothing(role: JsonObject): Remark[] {
  return children(role, 'rules').flatMap((rule, index) => {
    const groups = texts(rule, 'apiGroups');
    const isBuiltIn = groups.length > 0 && groups.every((group) => BUILT_IN.test(group));
    return [
      ...named(`/rules/${index}/apiGroups`, groups, (group) => group.includes('/'), {
        what: 'is a group with a version, which no request has: it grants nothing',
        fix: (group) => `write ${show(group.slice(0, group.indexOf('/')))}`,
      }),
      ...named(`/rules/${index}/resources`, texts(rule, 'resources'), (resource) => /[A-Z]/.test(resource), {
        what: 'is no name of a resource, which are plurals in lower case: it grants nothing',
        fix: () => "write it as in 'kubectl api-resources', such as 'deployments'",
      }),
      ...named(
        `/rules/${index}/verbs`,
        texts(rule, 'verbs'),
        (verb) => /[A-Z]/.test(verb) || (isBuiltIn && !VERBS.has(verb) && !verb.includes(':')),
        {
          what: 'is no verb that a request has: it grants nothing',
          fix: () => "to read, write 'get', 'list' and 'watch'; to write, 'create', 'update', 'patch' and 'delete'",
        },
      ),
    ];
  });
}

interface InVain {
  readonly what: string;
  readonly fix: (text: string) => string;
}

function named(at: string, all: readonly string[], isInVain: (text: string) => boolean, said: InVain): Remark[] {
  return all.flatMap((text, index) =>
    isInVain(text) ? [{ at: `${at}/${index}`, message: `${show(text)} ${said.what}`, fix: said.fix(text) }] : [],
  );
}
