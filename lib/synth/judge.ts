import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterProfile } from '../core/cluster-profile';
import { type ExistingObject, existingObjectsOf } from '../core/existing-objects';
import { tenanciesOf } from '../core/tenancy';
import type { Manifest } from '../manifests/manifest';
import { ManifestSet } from '../manifests/manifest-set';
import type { Origin } from '../manifests/origin';
import { isPlainObject, type JsonObject } from '../private/json';
import { nearestWithin } from '../private/nearest';
import { acknowledge, ACKNOWLEDGED, acknowledgementLine } from '../rules/acknowledgements';
import type { RuleContext } from '../rules/context';
import type { Finding } from '../rules/finding';
import { RULE_IDS } from '../rules/registry';
import { runRules } from '../rules/run-rules';
import { annotate } from './annotate';
import type { Collected, MeantFindings } from './collect';
import { findingText } from './finding-text';
import type { PlacedObject } from './layout';

/** What the rules say of an app, as sentences. */
export interface Judgement {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Asks every rule about an app. What is acknowledged is written to the objects that it is about. */
export function judge(app: App, placed: readonly PlacedObject[], { meant, wrong }: Collected): Judgement {
  const context: RuleContext = { cluster: ClusterProfile.find(app)._facts(), tenants: tenanciesOf(app) };
  const existing = existingObjectsOf(app);
  const set = new ManifestSet([...placed, ...existing.map(({ manifest }) => manifest)]);
  const found = runRules(set, context);
  const [problems, warnings]: [string[], string[]] = [[], []];
  for (const each of meant) {
    const objects = objectsMeant(each, placed, existing, found);
    for (const { json } of objects) if (isPlainObject(json.metadata)) note(json.metadata, each);
    if (objects.length > 0) continue;
    const text = `'${each.construct.node.path}': acknowledges findings of the rule '${each.ruleId}', which`;
    if (RULE_IDS.has(each.ruleId)) warnings.push(`${text} has none about it; take the acknowledgement back`);
    else problems.push(`${text} does not exist; ${instead(each.ruleId)}`);
  }
  const { findings } = acknowledge(found, set, RULE_IDS);
  for (const finding of withoutConsequences(findings, placed, wrong))
    (finding.severity === 'warning' ? warnings : problems).push(findingText(finding));
  return { problems, warnings };
}

/** Without what is found of a route that is wrong itself, and of others because of it: it leads elsewhere, or nowhere, until it is mended. */
function withoutConsequences(
  found: readonly Finding[],
  placed: readonly PlacedObject[],
  wrong: readonly IConstruct[],
): readonly Finding[] {
  if (wrong.length === 0) return found;
  const routes = placed.filter(
    ({ servedBy, object }) => servedBy && wrong.some((construct) => object.node.scopes.includes(construct)),
  );
  const paths = new Set(routes.map(({ path }) => path));
  const isOfWrong = ({ origin }: { readonly origin?: Origin }): boolean =>
    origin !== undefined && 'constructPath' in origin && paths.has(origin.constructPath);
  return found.filter((finding) => !isOfWrong(finding) && !finding.others?.some(isOfWrong));
}

function instead(ruleId: string): string {
  const nearest = nearestWithin(ruleId, [...RULE_IDS]);
  return nearest === undefined ? 'docs/rules.md has all ids' : `did you mean '${nearest}'?`;
}

/** The objects of a construct that a rule speaks of. */
function objectsMeant(
  { construct, ruleId }: MeantFindings,
  placed: readonly PlacedObject[],
  existing: readonly ExistingObject[],
  found: readonly Finding[],
): Manifest[] {
  const paths = new Set(
    found.flatMap(({ rule, origin }) =>
      rule === ruleId && origin && 'constructPath' in origin ? [origin.constructPath] : [],
    ),
  );
  if (paths.size === 0) return [];
  return [
    ...placed.filter(({ path, object }) => paths.has(path) && object.node.scopes.includes(construct)),
    ...existing
      .filter(({ construct: owner }) => paths.has(owner.node.path) && owner.node.scopes.includes(construct))
      .map(({ manifest }) => manifest),
  ];
}

function note(metadata: JsonObject, { ruleId, reason }: MeantFindings): void {
  const annotations = isPlainObject(metadata.annotations) ? metadata.annotations : {};
  const before = annotations[ACKNOWLEDGED];
  const lines = typeof before === 'string' && before !== '' ? before.split('\n') : [];
  annotate(metadata, { [ACKNOWLEDGED]: [...new Set([...lines, acknowledgementLine(ruleId, reason)])].join('\n') });
}
