import { keyOf, type ObjectRef } from '../manifests/object-ref';
import type { FileSystem } from '../manifests/read';
import { isPlainObject } from '../private/json';
import { show } from '../private/show';
import type { Finding } from '../rules/finding';
import { JSON_REPORT_VERSION } from './report/json';
import { readSettings, SettingsError } from './settings-file';

type KnownFinding = Pick<Finding, 'rule' | 'object' | 'at'>;

/**
 * Reads findings that were recorded before, by `--format json`.
 *
 * @throws SettingsError when the file is no such report
 */
export function readBaseline(fileSystem: FileSystem, file: string): KnownFinding[] {
  const { value } = readSettings(fileSystem, file);
  const findings = isPlainObject(value) ? value.findings : undefined;
  if (!isPlainObject(value) || !Array.isArray(findings) || value.version !== JSON_REPORT_VERSION) {
    throw new SettingsError([
      {
        file,
        message: `is no report of this version: version must be ${JSON_REPORT_VERSION} with a list of findings, got ${show(isPlainObject(value) ? value.version : value)}`,
        fix: `record it again: cdk8s-model-serving check PATH --format json > ${file}`,
      },
    ]);
  }
  const wrong = findings.findIndex((finding: unknown) => !isKnownFinding(finding));
  if (wrong >= 0)
    throw new SettingsError([{ file, message: `is no report: finding ${wrong + 1} has no rule and object` }]);
  return findings as KnownFinding[];
}

/** Takes away what was known, each as often as it was recorded: what is found once more is new. */
export function withoutKnown<T extends Finding>(findings: readonly T[], known: readonly KnownFinding[]): T[] {
  const left = new Map<string, number>();
  for (const finding of known) left.set(identityOf(finding), (left.get(identityOf(finding)) ?? 0) + 1);
  return findings.filter((finding) => {
    const count = left.get(identityOf(finding)) ?? 0;
    if (count > 0) left.set(identityOf(finding), count - 1);
    return count === 0;
  });
}

/** What stays when values and places in lists change. */
function identityOf({ rule, object, at = '' }: KnownFinding): string {
  return [rule, keyOf(object), at.replace(/\/\d+(?=\/|$)/g, '/*')].join('\n');
}

function isKnownFinding(value: unknown): value is KnownFinding {
  if (!isPlainObject(value) || typeof value.rule !== 'string' || !isPlainObject(value.object)) return false;
  const { apiVersion, kind, name } = value.object as unknown as ObjectRef;
  return [apiVersion, kind, name, value.at ?? ''].every((part) => typeof part === 'string');
}
