import { CANARY_BACKEND } from '../../../../../core/canary-backend';
import { Construct } from 'constructs';
import { type Backend, backendsOf, soleBackend } from '../../../../plan/backends';
import type { PlannedRule, RoutePlan } from '../../../../plan/route-plan';
import type { NameAndValue } from '../../../../plan/route-match';
import type { Annotations } from '../controller';
import { controlledSplitOf } from '../../../../plan/controlled-split';
import { prefixed } from './prefixed';

/** The two Services of a rule: that of its own Ingress, and that of a second one which ingress-nginx takes for a canary. */
interface Sides {
  readonly main: Backend;
  readonly canary: Backend | undefined;
  /** Parts of the total that go to the canary. */
  readonly weight: number;
  readonly total: number;
  readonly pins: readonly {
    readonly by: 'header' | 'cookie';
    readonly condition: NameAndValue;
    readonly backend: Backend;
  }[];
  /** More Services than the two. */
  readonly others: readonly Backend[];
}

/**
 * Whether a rule has a second Ingress. It has one as long as its target may have a canary, with the weight 0 where that has
 * no share: one that went with the stage would stay in the cluster where nobody prunes, and keep its share.
 */
export function hasCanary(rule: PlannedRule): boolean {
  const { isSplit, targets } = rule;
  // A controller makes the second Ingress itself, of the first.
  if (controlledSplitOf(rule)) return false;
  return (
    isSplit ||
    targets.some(({ target }) => Construct.isConstruct(target) && CANARY_BACKEND.on(target) !== undefined) ||
    targets.some(({ target }) => (target.trafficPins ?? []).length > 0)
  );
}

/** Who takes the requests of a rule. A main Service without pods answers 503, whatever the canary has: then it is the other one. */
export function sidesOf(plan: RoutePlan, rule: PlannedRule): Sides {
  const home = plan.namespaceName;
  const backends = backendsOf(rule, home).slice(0, controlledSplitOf(rule) ? 1 : undefined);
  const pins = rule.targets.flatMap(({ target }) =>
    (target.trafficPins ?? []).map(({ header, cookie = '', value, backend }) => ({
      by: header === undefined ? ('cookie' as const) : ('header' as const),
      condition: [header ?? cookie, value] as const,
      backend: soleBackend(rule, target, backend, home),
    })),
  );
  const kept = rule.targets.flatMap(({ target }) => {
    const canary = Construct.isConstruct(target) ? CANARY_BACKEND.on(target) : undefined;
    return canary ? [soleBackend(rule, target, canary(), home)] : [];
  });
  const main = backends.find(({ isEmpty }) => !isEmpty) ?? backends[0];
  const shared = backends.filter((each) => !isSame(each, main));
  const all = [...shared, ...pins.map(({ backend }) => backend).filter((each) => !isSame(each, main))];
  const [canary] = [...all, ...kept] as readonly (Backend | undefined)[];
  return {
    main,
    canary,
    weight: canary === undefined ? 0 : (shared.find((each) => isSame(each, canary))?.weight ?? 0),
    total: backends.reduce((sum, { weight }) => sum + weight, 0),
    // A canary that is the main Service already is merged into nothing.
    pins: canary === undefined || isSame(canary, main) ? [] : pins,
    others: all.filter((each) => canary !== undefined && !isSame(each, canary)),
  };
}

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary */
export function canaryAnnotations(plan: RoutePlan, rule: PlannedRule): Annotations {
  const read =
    <T>(of: (sides: Sides) => T) =>
    () =>
      of(sidesOf(plan, rule));
  const pinned =
    (by: 'header' | 'cookie') =>
    ({ pins }: Sides) =>
      pins.find((pin) => pin.by === by)?.condition;
  return prefixed({
    canary: 'true',
    // Alone it would lead the value `never` to the other side as well.
    'canary-by-header': read((sides) => pinned('header')(sides)?.[0]),
    'canary-by-header-value': read((sides) => pinned('header')(sides)?.[1]),
    'canary-by-cookie': read((sides) => pinned('cookie')(sides)?.[0]),
    'canary-weight': read(({ weight }) => String(weight)),
    'canary-weight-total': read(({ total }) => (total > 100 ? String(total) : undefined)),
  });
}

/** The only value of a cookie that ingress-nginx leads to the canary. */
const ALWAYS = 'always';

/** Values that ingress-nginx takes for a header (BasicCharsRegex in internal/ingress/annotations/parser/validators.go there). */
const BASIC = /^[-._~A-Za-z0-9/:]+$/;

/** What one canary beside the main Service cannot be, known when targets have said which requests they pin. */
export function canaryProblems(plan: RoutePlan): string[] {
  return plan.rules.flatMap((rule) => {
    const where = `${rule.property}.target`;
    const { canary, others, pins, main } = sidesOf(plan, rule);
    const late = canary !== undefined && !hasCanary(rule);
    return [
      ...(late ? [`${where} had no canary when the route was made and has one now; make the route after that`] : []),
      ...(others.length > 0
        ? [
            `${where} has ${others.length + 2} Services, of which ingress-nginx takes two: one, and its canary; split between two, or use RouteRenderer.traefik()`,
          ]
        : []),
      ...pinProblems(where, pins, main),
    ];
  });
}

function pinProblems(where: string, pins: Sides['pins'], main: Backend): string[] {
  return (['header', 'cookie'] as const).flatMap((by) => {
    const own = pins.filter((pin) => pin.by === by);
    return [
      ...(own.length > 1
        ? [`${where} pins requests by ${own.length} ${by}s, of which ingress-nginx takes one; leave one`]
        : []),
      ...own.flatMap(({ condition: [name, value], backend }) => [
        ...(isSame(backend, main)
          ? [
              `${where} pins requests to the Service '${main.serviceName}', and ingress-nginx to the canary alone; pin them to the other one`,
            ]
          : []),
        ...(by === 'cookie' && value !== ALWAYS
          ? [
              `${where} pins requests by the cookie '${name}' with the value '${value}', and ingress-nginx knows the value '${ALWAYS}' alone; use that one, or a header`,
            ]
          : []),
        ...(BASIC.test(name) && BASIC.test(value)
          ? []
          : [
              `${where} pins requests by '${name}' with the value '${value}', of which ingress-nginx takes letters, digits, '-', '.', '_', '~', '/' and ':' alone; use another value`,
            ]),
      ]),
    ];
  });
}

function isSame(a: Backend, b: Backend): boolean {
  return a.serviceName === b.serviceName && a.namespaceName === b.namespaceName && a.port === b.port;
}
