import { nearestWithin } from '../../private/nearest';
import type { Finding, Severity } from '../../rules/finding';
import type { OwnRuleId } from '../own-rules';
import { type Acknowledgement, covers } from './acknowledgement';

/** What acknowledgements are judged by. */
export interface JudgingFacts {
  /** Every rule there is. */
  readonly ruleIds: ReadonlySet<string>;
  /** Rules that were asked: of others nothing can be said to be unused. */
  readonly ran: ReadonlySet<string>;
  /** As YYYY-MM-DD. */
  readonly today: string;
}

/** What is left of findings after acknowledgements. */
export interface Acknowledged {
  /** Findings that count, with those about acknowledgements themselves. */
  readonly findings: readonly Finding[];
  /** How many do not count any more. */
  readonly acknowledged: number;
}

/**
 * Takes away what is acknowledged, and finds acknowledgements that do nothing.
 */
export function applyAcknowledgements(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
  facts: JudgingFacts,
): Acknowledged {
  const used = new Set<Acknowledgement>();
  const faults = acknowledgements.flatMap((one) => faultOf(one, facts));
  const faulty = new Set(faults.map(({ acknowledgement }) => acknowledgement));
  const holding = acknowledgements.filter((one) => !faulty.has(one));
  const left = findings.filter((finding) => {
    const covering = holding.filter((one) => covers(one, finding));
    for (const one of covering) used.add(one);
    return covering.length === 0;
  });
  const unused = holding.filter((one) => !used.has(one) && facts.ran.has(one.rule)).map(unusedFinding);
  return {
    findings: [...left, ...faults.map(({ finding }) => finding), ...unused],
    acknowledged: findings.length - left.length,
  };
}

interface Fault {
  readonly acknowledgement: Acknowledgement;
  readonly finding: Finding;
}

function faultOf(acknowledgement: Acknowledgement, { ruleIds, today }: JudgingFacts): Fault[] {
  const { rule, reason = '', until } = acknowledgement;
  const fault = (id: OwnRuleId, message: string, fix: string): Fault => ({
    acknowledgement,
    finding: findingOf(acknowledgement, id, 'error', message, fix),
  });
  return [
    ...(ruleIds.has(rule)
      ? []
      : [fault('acknowledgement-unknown-rule', `there is no rule '${rule}'`, meant(rule, ruleIds))]),
    ...((reason ?? '').trim() === ''
      ? [
          fault(
            'acknowledgement-without-reason',
            `no reason is given for accepting what ${rule} finds`,
            'write why it is accepted as its reason',
          ),
        ]
      : []),
    ...(until !== undefined && until < today
      ? [
          fault(
            'acknowledgement-expired',
            `it held until ${until}, today is ${today}`,
            `mend what ${rule} finds, or set a later day`,
          ),
        ]
      : []),
  ];
}

function meant(rule: string, ruleIds: ReadonlySet<string>): string {
  const nearest = nearestWithin(rule, [...ruleIds]);
  return nearest === undefined
    ? 'remove it, or name the rule that is shown with the finding'
    : `did you mean '${nearest}'?`;
}

function unusedFinding(acknowledgement: Acknowledgement): Finding {
  const { rule } = acknowledgement;
  return findingOf(
    acknowledgement,
    'acknowledgement-unused',
    'warning',
    `${rule} finds nothing in this object`,
    'remove the acknowledgement',
  );
}

function findingOf(
  { object, file, line }: Acknowledgement,
  rule: OwnRuleId,
  severity: Severity,
  message: string,
  fix: string,
): Finding {
  return { rule, severity, object: { apiVersion: '', ...object }, message, fix, origin: { file, line } };
}
