import { checkLabelName } from '../../private/check-name';
import { checkPort, checkWholeNumber } from '../../private/check-number';
import type { Problems } from '../../private/problems';
import { fitted } from '../../private/shape';
import { show } from '../../private/show';
import { checkCrossOrigin } from '../cross-origin';
import { MiddlewareRef } from '../middleware-ref';
import { checkRateLimit } from '../rate-limit';
import { RouteAuthentication } from '../route-authentication';
import { RouteRule } from '../route-rule';
import type { RouteOptions, RouteRuleOptions } from '../route-rule-options';
import { RouteTarget } from '../route-target';
import { planTimeouts } from '../route-timeouts';
import { checkSticky } from '../sticky-session';
import { checkBodySize, checkMirror } from '../traffic-mirror';
import { checkTarget } from './check-target';
import { checkPath, withoutSlash } from './path';
import { planMatch, type RouteMatch } from './route-match';
import type { PlannedRule, PlannedTarget } from './route-plan';

/** Checks a rule and completes it; nothing, and a message, for what is no rule at all. */
export function planRule(
  problems: Problems,
  index: number,
  rule: unknown,
  defaults: RouteOptions,
): PlannedRule | undefined {
  const property = `rules[${index}]`;
  if (!(rule instanceof RouteRule)) {
    problems.add(`${property} must be made by RouteRule.pathPrefix(...), .exact(...) or .grpc(...), got ${show(rule)}`);
    return undefined;
  }
  const kind = rule._kind;
  problems.addUnder(property, kind.problems ?? []);
  const own = fitted(problems, property, kind.options ?? {}, 'RouteRuleOptions') ?? {};
  const options: RouteRuleOptions = { ...defaults, ...withoutUndefined(own) };
  const inherited = new Set(
    Object.keys(defaults).filter((name) => (own as { [name: string]: unknown })[name] === undefined),
  );
  checkOptions(problems, property, options);
  const match = planMatch(problems, property, kind, options);
  const targets = planTargets(problems, property, kind.target);
  return {
    property,
    index,
    slug: options.name ?? slugOf(match.path),
    match,
    targets,
    inherited,
    isSplit: targets.length > 1 || targets.some(({ target }) => target.trafficBackends.length > 1),
    timeouts: planTimeouts(problems, `${property}.timeouts`, options.timeouts),
    options: { ...options, rewrite: rewriteOf(match, options.rewrite) },
  };
}

/** A path that becomes itself is not rewritten. */
function rewriteOf({ form, path }: RouteMatch, rewrite: string | undefined): string | undefined {
  if (typeof rewrite !== 'string') return undefined;
  const to = form === 'prefix' ? withoutSlash(rewrite) : rewrite;
  return to === path ? undefined : to;
}

function withoutUndefined(options: RouteRuleOptions): RouteRuleOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function checkOptions(problems: Problems, property: string, options: RouteRuleOptions): void {
  const { name, rewrite, authentication, middlewares = [], mirror } = options;
  problems.add(
    checkLabelName(`${property}.name`, name),
    rewrite === undefined ? undefined : checkPath(`${property}.rewrite`, rewrite),
    checkPort(`${property}.port`, options.port),
    checkBodySize(`${property}.maxBodySize`, options.maxBodySize),
    checkWholeNumber(`${property}.maxInFlight`, options.maxInFlight, 1),
  );
  checkSticky(problems, `${property}.sticky`, options.sticky);
  checkRateLimit(problems, `${property}.rateLimit`, options.rateLimit);
  checkCrossOrigin(problems, `${property}.cors`, options.cors);
  checkMirror(problems, `${property}.mirror`, mirror);
  if (mirror?.target instanceof RouteTarget) problems.addUnder(`${property}.mirror.target`, mirror.target._problems());
  if (authentication instanceof RouteAuthentication)
    problems.addUnder(`${property}.authentication`, authentication._problems());
  else if (authentication !== undefined)
    problems.add(
      `${property}.authentication must be made by RouteAuthentication.basic(...) or .forward(...), got ${show(authentication)}`,
    );
  middlewares.forEach((middleware: unknown, position) => {
    const where = `${property}.middlewares[${position}]`;
    if (middleware instanceof MiddlewareRef) problems.addUnder(where, middleware._problems());
    else problems.add(`${where} must be made by MiddlewareRef.named(...) or .external(...), got ${show(middleware)}`);
  });
}

function planTargets(problems: Problems, property: string, target: unknown): PlannedTarget[] {
  const problem = checkTarget(`${property}.target`, target);
  problems.add(problem);
  if (problem !== undefined) return [];
  if (!(target instanceof RouteTarget)) return [{ target: target as PlannedTarget['target'], weight: 100 }];
  problems.addUnder(`${property}.target`, target._problems());
  if (!target._parts) return [{ target, weight: 100 }];
  for (const part of target._parts)
    if (part.target instanceof RouteTarget) problems.addUnder(`${property}.target`, part.target._problems());
  return target._parts.map((part) => ({ target: part.target, weight: part.weight }));
}

/** `/v1/models` becomes `v1-models`, `/` becomes `root`. */
function slugOf(path: unknown): string {
  // What is no text is told where the path is checked.
  const words = (typeof path === 'string' ? path : '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return words === '' ? 'root' : words;
}
