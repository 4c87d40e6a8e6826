import { branchesOf } from '../../plan/branches';
import type { PlannedRule } from '../../plan/route-plan';
import { byName } from '../shared/naming';
import { bodySizeWarnings } from '../shared/traefik-objects/body-size-warnings';
import { middlewareObjects, middlewareRefs } from '../shared/traefik-objects/middlewares';
import { MIDDLEWARE, TRAEFIK_SERVICE } from '../shared/traefik-objects/references';
import { mirrorName } from '../shared/traefik-objects/services';
import { emptyMirrors, traefikServices } from '../shared/traefik-objects/traefik-services';
import type { Extension } from './extension';
import { foreignMirrors } from './foreign-mirrors';
import { anyHostPrecedence, foreignPrecedence, ownPrecedence } from './traefik-precedence';

/** Traefik's Gateway API takes Middlewares as filters, and a TraefikService in the place of a Service. */
export const traefikExtension: Extension = {
  problems: foreignMirrors,
  warnings: bodySizeWarnings,
  lateProblems: (plan, known) => [
    ...ownPrecedence(branchesOf(plan)),
    ...emptyMirrors(plan),
    ...foreignPrecedence(plan, known),
    ...anyHostPrecedence(plan, known),
  ],
  objects: (plan) =>
    byName(plan.rules).flatMap((rule) => [
      ...middlewareObjects(plan, extensionRule(rule)),
      ...traefikServices(plan, rule),
    ]),
  filters: (plan, rule) =>
    middlewareRefs(plan, extensionRule(rule)).map(({ name }) => ({
      type: 'ExtensionRef',
      extensionRef: { ...MIDDLEWARE, name },
    })),
  backendRefs: (plan, { rule, pin }) =>
    rule.options.mirror && !pin ? [{ ...TRAEFIK_SERVICE, name: mirrorName(plan, rule), weight: 1 }] : undefined,
};

/** The rule as Traefik's Middlewares are to see it: what the Gateway API says itself is left out. */
function extensionRule(rule: PlannedRule): PlannedRule {
  return { ...rule, options: { ...rule.options, cors: undefined, rewrite: undefined, mirror: undefined } };
}
