import { type Manifest, refOf } from '../manifests/manifest';
import { withoutControlled } from '../manifests/controlled-objects';
import { readManifests, STANDARD_INPUT, type ReadManifests } from '../manifests/read';
import { ManifestSet } from '../manifests/manifest-set';
import { acknowledge } from '../rules/acknowledgements';
import type { Finding } from '../rules/finding';
import { applyAcknowledgements } from './acknowledge/apply-acknowledgements';
import { readAcknowledgements } from './acknowledge/read-acknowledgements';
import { readBaseline, withoutKnown } from './baseline';
import { readClusterFile } from './cluster-file';
import type { Engine, RuleDescription } from './engine';
import { ExitCode } from './exit-code';
import type { Io } from './io';
import { locateFindings } from './locate';
import { type CheckOptions, checkOptions } from './options/check-options';
import { nothingRead } from './nothing-read';
import { OWN_RULES, type OwnRuleId } from './own-rules';
import { reportText } from './report/report-text';
import { countOf, type LocatedFinding, type Report } from './report/report';
import { problemsText } from './report/text';
import { customResourceFindings } from './schemas/custom-resource-findings';
import { schemaFolder } from './schemas/schema-folder';

/**
 * The command `check`: reads manifests, runs the rules and writes what they find.
 *
 * @throws UsageError for a wrong command line, SettingsError for a settings file that cannot be used
 */
export async function check(args: readonly string[], io: Io, engine: Engine, version: string): Promise<ExitCode> {
  const rules = allRules(engine);
  const options = checkOptions(
    args,
    rules.map(({ id }) => id),
  );
  const standardInput = options.paths.includes(STANDARD_INPUT) ? await io.standardInput() : undefined;
  const report = reportOf(options, io, engine, version, standardInput);
  io.printError(problemsText(report.problems, false));
  io.print(reportText(options.format, report, io.hasColours));
  if (report.problems.length > 0) return ExitCode.UNUSABLE;
  const failing = report.summary.errors + (options.failOn === 'warning' ? report.summary.warnings : 0);
  return failing > 0 ? ExitCode.FINDINGS : ExitCode.OK;
}

const NAME_MANIFESTS = "name what is applied, such as the folder 'dist' that an app writes";

/** The rules about manifests, then those of the command. */
export function allRules(engine: Engine): readonly RuleDescription[] {
  return [...engine.rules, ...OWN_RULES];
}

function reportOf(
  options: CheckOptions,
  io: Io,
  engine: Engine,
  version: string,
  standardInput: Uint8Array | undefined,
): Report {
  const { fileSystem, today } = io;
  // Settings first: a slip in them should not cost the time of reading.
  const cluster = options.cluster === undefined ? {} : readClusterFile(fileSystem, options.cluster);
  const acknowledgements = options.acknowledge.flatMap((file) => readAcknowledgements(fileSystem, file));
  const known = options.baseline === undefined ? [] : readBaseline(fileSystem, options.baseline);
  const schemas = options.schemas.map((folder) => schemaFolder(folder, fileSystem));
  const read = readManifests(options.paths, { fileSystem, ...(standardInput !== undefined && { standardInput }) });
  const { files, skipped } = read;
  const { applied: manifests, controlled } = withoutControlled(read.manifests);
  // What was not there to be checked must not look like what was checked.
  const problems = [...read.problems, ...nothingRead(read, { named: NAME_MANIFESTS })];

  const found = [
    ...repeatedKeyFindings(read, controlled),
    ...customResourceFindings(manifests, schemas),
    ...engine.run(manifests, cluster),
  ];
  const rules = allRules(engine);
  const ruleIds = new Set(rules.map(({ id }) => id));
  const ran = new Set([...ruleIds].filter((id) => !options.disabled.has(id)));
  const byObjects = acknowledge(found, new ManifestSet(manifests), ruleIds, ran);
  const { findings, acknowledged } = applyAcknowledgements(byObjects.findings, acknowledgements, {
    ruleIds,
    ran,
    today,
  });
  const weighed = weighedBy(options, findings);
  const counting = withoutKnown(weighed, known);
  const located = locateFindings(counting, read.lineOf, filesOf(read));
  return {
    findings: located,
    problems,
    summary: {
      ...severityCounts(located),
      objects: manifests.length,
      files,
      skipped,
      controlled: controlled.length,
      acknowledged: acknowledged + byObjects.acknowledged.length,
      known: weighed.length - counting.length,
    },
    rules,
    version,
  };
}

function repeatedKeyFindings({ repeatedKeys }: ReadManifests, controlled: readonly Manifest[]): Finding[] {
  const isLeftOut = new Set(controlled);
  return repeatedKeys
    .filter(({ manifest }) => !isLeftOut.has(manifest))
    .map(({ manifest, at, line }): Finding => {
      const rule: OwnRuleId = 'repeated-key';
      return {
        rule,
        severity: 'error',
        object: refOf(manifest),
        at,
        message: `${at.slice(1).replaceAll('/', '.')} is given twice, and only the last value holds`,
        fix: 'keep one of them',
        origin: { ...manifest.origin, line },
      };
    });
}

function weighedBy({ disabled, severities }: CheckOptions, findings: readonly Finding[]): Finding[] {
  return findings
    .filter(({ rule }) => !disabled.has(rule))
    .map((finding) => {
      const severity = severities.get(finding.rule);
      return severity === undefined ? finding : { ...finding, severity };
    });
}

function severityCounts(findings: readonly LocatedFinding[]): { errors: number; warnings: number } {
  return { errors: countOf(findings, 'error'), warnings: countOf(findings, 'warning') };
}

/** Files in the order in which they were read. */
function filesOf({ manifests }: ReadManifests): string[] {
  return [...new Set(manifests.map(({ origin }) => ('file' in origin ? origin.file : '')))];
}
