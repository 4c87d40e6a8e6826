import type { Manifest } from '../manifests/manifest';
import { refOf } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import { keyOf } from '../manifests/object-ref';
import { objectAt } from '../private/json';
import { MANAGED_BY } from '../private/labels';
import { nearestWithin } from '../private/nearest';
import type { Finding } from './finding';

/** Annotation of an object: a line for each rule whose findings about it are meant, `<rule>: <reason>`. */
export const ACKNOWLEDGED = `${MANAGED_BY}/acknowledged`;

const AT = `/metadata/annotations/${ACKNOWLEDGED.replace('/', '~1')}`;

/** A finding that is meant, and why. */
export interface AcknowledgedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** What is left of findings, and what was taken away. */
export interface Acknowledgements {
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
}

/**
 * Takes what objects acknowledge out of the findings, and adds what is wrong with the acknowledgements themselves.
 *
 * @param ruleIds rules that exist
 * @param ran rules that were asked: of others nothing can be said to be unused
 */
export function acknowledge(
  findings: readonly Finding[],
  set: ManifestSet,
  ruleIds: ReadonlySet<string>,
  ran: ReadonlySet<string> = ruleIds,
): Acknowledgements {
  const entries = set.manifests.flatMap(entriesOf);
  if (entries.length === 0) return { findings, acknowledged: [] };
  const byKey = new Map(entries.map((entry) => [`${entry.rule}\n${keyOf(entry.manifest)}`, entry]));
  const used = new Set<Entry>();
  const [left, acknowledged]: [Finding[], AcknowledgedFinding[]] = [[], []];
  for (const finding of findings) {
    const entry = byKey.get(`${finding.rule}\n${keyOf(finding.object)}`);
    if (!entry || entry.reason === '') left.push(finding);
    else acknowledged.push({ finding, reason: entry.reason });
    if (entry) used.add(entry);
  }
  return { findings: [...left, ...entries.flatMap(problemOf)], acknowledged };

  function problemOf(entry: Entry): Finding[] {
    if (!ruleIds.has(entry.rule)) return [unknownRule(entry, ruleIds)];
    if (entry.reason === '') return [withoutReason(entry)];
    return used.has(entry) || !ran.has(entry.rule) ? [] : [unused(entry)];
  }
}

interface Entry {
  readonly manifest: Manifest;
  readonly rule: string;
  readonly reason: string;
}

function entriesOf(manifest: Manifest): Entry[] {
  const text = objectAt(manifest.json, 'metadata', 'annotations')[ACKNOWLEDGED];
  if (typeof text !== 'string') return [];
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return {
        manifest,
        rule: (colon < 0 ? line : line.slice(0, colon)).trim(),
        reason: colon < 0 ? '' : line.slice(colon + 1).trim(),
      };
    });
}

/** The line of a rule as the annotation holds it. */
export function acknowledgementLine(ruleId: string, reason: string): string {
  return `${ruleId}: ${reason}`;
}

/** Ids of what is found of acknowledgements themselves. */
export const ACKNOWLEDGEMENT_RULE_IDS: readonly string[] = [
  'acknowledgement-unknown-rule',
  'acknowledgement-without-reason',
  'acknowledgement-unused',
];

function unknownRule({ manifest, rule }: Entry, ruleIds: ReadonlySet<string>): Finding {
  const meant = nearestWithin(rule, [...ruleIds]);
  return {
    ...about(manifest),
    rule: 'acknowledgement-unknown-rule',
    severity: 'error',
    message: `acknowledges findings of the rule '${rule}', which does not exist`,
    fix: meant === undefined ? 'docs/rules.md has all ids' : `did you mean '${meant}'?`,
  };
}

function withoutReason({ manifest, rule }: Entry): Finding {
  return {
    ...about(manifest),
    rule: 'acknowledgement-without-reason',
    severity: 'error',
    message: `acknowledges findings of the rule '${rule}' without a reason`,
    fix: `write the line as '${rule}: <why it is meant>'`,
  };
}

function unused({ manifest, rule }: Entry): Finding {
  return {
    ...about(manifest),
    rule: 'acknowledgement-unused',
    severity: 'warning',
    message: `acknowledges findings of the rule '${rule}', which has none about this object`,
    fix: 'take the acknowledgement back',
  };
}

function about(manifest: Manifest): Pick<Finding, 'object' | 'at' | 'origin'> {
  return { object: refOf(manifest), at: AT, origin: manifest.origin };
}
