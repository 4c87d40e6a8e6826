import { nearestFirst } from '../../private/nearest';
import { show } from '../../private/show';
import { verbsOfSubresource } from './known-resources';
import type { PolicyRule } from './policy-rule';

const VERBS: readonly string[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** Verbs with which subjects get what the role does not say: no role of a tenant holds them. */
const ESCALATING: { readonly [verb: string]: string } = {
  approve: 'signs certificates of the cluster',
  bind: 'hands out roles that the subject does not hold',
  escalate: 'writes rights into roles that the subject does not hold',
  impersonate: 'acts as somebody else',
  sign: 'signs certificates of the cluster',
  use: 'lets pods out of the policies of the cluster',
};

/** Checks verbs, which the API server does not: a misspelt one grants nothing. */
export function checkVerbs(at: string, { resources, verbs }: PolicyRule): (string | undefined)[] {
  return [
    ...verbs.map((verb) => checkVerb(`${at}.verbs`, verb)),
    ...resources.map((resource) => checkSubresourceVerbs(at, resource, verbs)),
  ];
}

function checkVerb(property: string, verb: string): string | undefined {
  if (VERBS.includes(verb)) return undefined;
  if (verb.includes('*')) return `${property} must not hold wildcards, got ${show(verb)}; name each verb`;
  // Newer API servers have verbs such as 'impersonate:user-info'.
  const [plain] = verb.toLowerCase().split(/[:-]/);
  if (Object.hasOwn(ESCALATING, plain)) {
    return `${property} must not hold ${show(verb)}, which ${ESCALATING[plain]}; take it out`;
  }
  const [nearest] = nearestFirst(verb.toLowerCase(), VERBS, (name) => name);
  return `${property} must be among ${VERBS.join(', ')}, got ${show(verb)}; did you mean '${nearest}'?`;
}

function checkSubresourceVerbs(at: string, resource: string, verbs: readonly string[]): string | undefined {
  const known = verbsOfSubresource(resource.split('/')[1] ?? '');
  const meant = verbs.filter((verb) => VERBS.includes(verb));
  return known === undefined || meant.length === 0 || meant.some((verb) => known.includes(verb))
    ? undefined
    : `${at}.verbs must hold ${known.map(show).join(' or ')} for ${show(resource)}, which knows no other, got ${show(meant)}`;
}
