import type { IJobSpec } from 'kubernetes-models/batch/v1/JobSpec';
import { isEmptySelector } from './labels';
import { isRecord, show, specOf, type Manifest } from './manifest';
import { at, dns1123Label, optionalNumber } from './names';
import { isKind, type ObjectRule } from './rules';

interface CronJobSpec {
  readonly schedule: string;
  readonly timeZone?: string;
  readonly jobTemplate: { readonly spec?: Partial<IJobSpec> };
  readonly [field: string]: unknown;
}

const limits = ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'];

/** Jobs, by themselves and inside a CronJob. */
export const jobRule: ObjectRule = function* (manifest) {
  if (isKind(manifest, 'Job', 'batch')) yield* jobProblems('spec', specOf<IJobSpec>(manifest), manifest);
  if (!isKind(manifest, 'CronJob', 'batch')) return;
  const spec = specOf<CronJobSpec>(manifest);
  if (!/^(@\w+( \S+)?|(\S+ ){4}\S+)$/.test(spec.schedule ?? '')) {
    yield `spec.schedule must have five fields, got ${show(spec.schedule)}`;
  }
  if (spec.timeZone !== undefined && !isTimeZone(spec.timeZone)) {
    yield `spec.timeZone must be the name of a time zone, got ${show(spec.timeZone)}`;
  }
  for (const field of limits) yield* at(`spec.${field}`, optionalNumber(spec[field], 0));
  yield* jobProblems('spec.jobTemplate.spec', spec.jobTemplate?.spec ?? {}, manifest);
};

function* jobProblems(path: string, spec: Partial<IJobSpec>, manifest: Manifest): Generator<string> {
  const counts = ['parallelism', 'completions', 'backoffLimit', 'ttlSecondsAfterFinished', 'maxFailedIndexes'] as const;
  for (const field of counts) yield* at(`${path}.${field}`, optionalNumber(spec[field], 0));
  yield* at(`${path}.activeDeadlineSeconds`, optionalNumber(spec.activeDeadlineSeconds, 0));
  const restart: string = spec.template?.spec?.restartPolicy ?? 'Always';
  if (restart !== 'Never' && restart !== 'OnFailure') {
    yield `${path}.template.spec.restartPolicy must be Never or OnFailure, got ${show(restart)}`;
  }
  if (isRecord(spec.podFailurePolicy) && restart !== 'Never') {
    yield `${path}.podFailurePolicy is for the restartPolicy Never`;
  }
  const selector = spec.selector;
  if (selector !== undefined && !isEmptySelector(selector) && spec.manualSelector !== true) {
    yield `${path}.selector is the server's to write (it selects by the Job's uid)`;
  }
  if (spec.completionMode === 'Indexed') {
    if (spec.completions === undefined && spec.parallelism !== undefined) {
      yield `${path}.completions is required with the completionMode Indexed`;
    }
    // The pods are called after the Job, with a number behind it, and that is their host name.
    yield* at('metadata.name', dns1123Label(manifest.metadata.name));
    if (manifest.metadata.name.length > 61) yield 'metadata.name is too long for the host names of an Indexed job';
  }
}

function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
