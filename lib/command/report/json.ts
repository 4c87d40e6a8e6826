import type { Origin } from '../../manifests/origin';
import type { LocatedFinding, LocatedObject, Report } from './report';
import { visibleJson } from './visible';

/** Number of the form of the JSON report: it changes when a reader of the old one would break. */
export const JSON_REPORT_VERSION = 1;

/** Findings for programs, and for `--baseline`. docs/check.md has its schema. */
export function jsonReport({ findings, problems, summary }: Report): string {
  return `${visibleJson({
    version: JSON_REPORT_VERSION,
    findings: findings.map((finding) => ({ ...withoutOrigin(finding), others: finding.others?.map(withoutOrigin) })),
    problems,
    summary,
  })}\n`;
}

/** File and line say where it is. */
function withoutOrigin<T extends LocatedFinding | LocatedObject>(item: T): Omit<T, 'origin'> {
  const { origin, ...rest } = item as T & { readonly origin?: Origin };
  return origin !== undefined && 'document' in origin ? { ...rest, document: origin.document } : rest;
}
