import { type Branch, branchesOf } from '../../../plan/branches';
import type { RoutePlan } from '../../../plan/route-plan';
import { foreignProblems } from '../foreign-problems';
import { leakingPrefixes, leakProblem, leakWarnings } from '../leaking-prefixes';
import { type Annotations, type Controller, plainPath, type PlannedIngress } from './controller';

/** Traefik as a reader of Ingresses: https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/ */
export const traefik: Controller = {
  ingresses(plan) {
    const forms = new Set(plan.rules.map(({ match }) => match.form));
    const annotations = annotationsOf(plan);
    const priority = { ...annotations, [PRIORITY]: ABOVE_EVERY_LENGTH };
    if (!forms.has('exact')) return [main(plan, annotations)];
    if (!forms.has('prefix')) return [main(plan, priority)];
    return [
      main(plan, annotations, ({ rule }) => rule.match.form === 'prefix'),
      {
        id: 'Exact',
        name: `${plan.name}-exact`,
        annotations: priority,
        isMain: false,
        isServed: true,
        paths: () => pathsOf(plan, ({ rule }) => rule.match.form === 'exact'),
      },
    ];
  },
  problems: (plan) => [...uniformityProblems(plan), ...ownLeaks(plan)],
  warnings: leakWarnings,
  lateProblems: foreignProblems,
};

/**
 * Traefik goes by the length of the rule it makes of a path, and what it makes of a prefix is longer: `/v1`, of this route
 * or of another, would win over the exact path `/v1/a` (loadRouter in pkg/provider/kubernetes/ingress/kubernetes.go of
 * traefik/traefik).
 */
const PRIORITY = 'traefik.ingress.kubernetes.io/router.priority';
/** No rule has as many letters. */
const ABOVE_EVERY_LENGTH = '100000';

function main(
  plan: RoutePlan,
  annotations: Annotations,
  isMeant: (branch: Branch) => boolean = () => true,
): PlannedIngress {
  return {
    id: 'Default',
    name: plan.name,
    annotations,
    isMain: true,
    isServed: true,
    paths: () => pathsOf(plan, isMeant),
  };
}

function pathsOf(plan: RoutePlan, isMeant: (branch: Branch) => boolean): ReturnType<PlannedIngress['paths']> {
  return branchesOf(plan).filter(isMeant).map(plainPath);
}

function annotationsOf({ tls, rules, namespaceName, gateway }: RoutePlan): Annotations {
  const prefix = 'traefik.ingress.kubernetes.io/router';
  const [{ options }] = rules;
  const names = (options.middlewares ?? []).map(
    ({ _name, _namespaceName = namespaceName }) =>
      `${_namespaceName === undefined ? '' : `${_namespaceName}-`}${_name}@kubernetescrd`,
  );
  return {
    ...(tls && {
      [`${prefix}.entrypoints`]: gateway._traefik?.httpsEntryPoint ?? 'websecure',
      [`${prefix}.tls`]: 'true',
    }),
    ...(names.length > 0 && { [`${prefix}.middlewares`]: names.join(',') }),
  };
}

/** What an annotation says holds for all rules of an Ingress. */
function uniformityProblems({ rules }: RoutePlan): string[] {
  const [first] = rules;
  const textOf = (value: unknown): string => JSON.stringify(value ?? null);
  const different = rules.find(({ options }) => textOf(options.middlewares) !== textOf(first.options.middlewares));
  return different
    ? [
        `${different.property}.middlewares must be the same for every rule, since an Ingress has one annotation for all of them; set it in defaults, or make several routes`,
      ]
    : [];
}

function ownLeaks(plan: RoutePlan): string[] {
  return leakingPrefixes(plan).flatMap((prefix) =>
    plan.rules.flatMap(({ match, property }) => leakProblem(prefix, match.path, property) ?? []),
  );
}
