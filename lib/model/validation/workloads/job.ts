import type { JsonObject } from '../../../private/json';
import { notNegative } from '../counts';
import { child, childOrEmpty, has, isTrue, number, optionalText, text } from '../fields';
import { isEmptySelector, labelSelector, templateMetadata } from '../label-syntax';
import { dnsLabel, oneOf } from '../names';
import { podTemplate } from '../pod/pod-spec';
import type { Refusals } from '../refusal';
import { schedule, timeZone } from './cron-schedule';
import { podFailurePolicy } from './pod-failure-policy';

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];
/** So many pods of an Indexed job can run at a time. */
const MAX_INDEXED_PARALLELISM = 100_000;

/** Jobs. */
export function job(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  jobSpec('/spec', spec, out);
  if (text(spec, 'completionMode') === 'Indexed') hostNames(text(childOrEmpty(object, 'metadata'), 'name'), spec, out);
}

/** CronJobs: a schedule and the Job that is made by it. */
export function cronJob(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  const template = childOrEmpty(spec, 'jobTemplate');
  schedule('/spec/schedule', text(spec, 'schedule'), out);
  const zone = optionalText(spec, 'timeZone');
  if (zone !== undefined) timeZone('/spec/timeZone', zone, out);
  for (const field of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit']) {
    out.problem(`/spec/${field}`, notNegative(number(spec, field)));
  }
  const concurrency = text(spec, 'concurrencyPolicy');
  if (concurrency !== '') out.problem('/spec/concurrencyPolicy', oneOf(concurrency, ['Allow', 'Forbid', 'Replace']));
  templateMetadata('/spec/jobTemplate/metadata', childOrEmpty(template, 'metadata'), out);
  jobSpec('/spec/jobTemplate/spec', childOrEmpty(template, 'spec'), out);
}

function jobSpec(at: string, spec: JsonObject, out: Refusals): void {
  for (const field of COUNTS) out.problem(`${at}/${field}`, notNegative(number(spec, field)));
  podTemplate(`${at}/template`, childOrEmpty(spec, 'template'), out);
  jobSelector(at, spec, out);
  restarts(`${at}/template/spec`, childOrEmpty(childOrEmpty(spec, 'template'), 'spec'), out);
  const failures = child(spec, 'podFailurePolicy');
  if (failures) podFailurePolicy(at, failures, spec, out);
  indexed(at, spec, out);
  const replacement = optionalText(spec, 'podReplacementPolicy');
  if (replacement !== undefined) {
    out.problem(`${at}/podReplacementPolicy`, oneOf(replacement, ['Failed', 'TerminatingOrFailed']));
  }
}

function jobSelector(at: string, spec: JsonObject, out: Refusals): void {
  const selector = child(spec, 'selector');
  if (!selector) {
    if (isTrue(spec, 'manualSelector')) out.invalid(`${at}/selector`, 'is missing, manualSelector asks for it');
    return;
  }
  labelSelector(`${at}/selector`, selector, out);
  if (!isTrue(spec, 'manualSelector') && !isEmptySelector(selector)) {
    out.invalid(`${at}/selector`, 'is made by the server', 'leave it out, or set manualSelector to true');
  }
}

function restarts(at: string, pod: JsonObject, out: Refusals): void {
  const policy = text(pod, 'restartPolicy');
  if (policy === 'Never' || policy === 'OnFailure') return;
  const got = policy === '' ? "'Always', the default" : `'${policy}'`;
  out.invalid(`${at}/restartPolicy`, `must be 'Never' or 'OnFailure' in a Job, got ${got}`);
}

function indexed(at: string, spec: JsonObject, out: Refusals): void {
  const mode = optionalText(spec, 'completionMode');
  if (mode !== undefined) out.problem(`${at}/completionMode`, oneOf(mode, ['NonIndexed', 'Indexed']));
  if (mode === 'Indexed') {
    if (!has(spec, 'completions') && has(spec, 'parallelism')) {
      out.invalid(`${at}/completions`, "is missing, the completionMode 'Indexed' needs it");
    }
    if ((number(spec, 'parallelism') ?? 1) > MAX_INDEXED_PARALLELISM) {
      out.invalid(`${at}/parallelism`, `must be at most ${MAX_INDEXED_PARALLELISM} with the completionMode 'Indexed'`);
    }
    return;
  }
  for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']) {
    if (has(spec, field)) out.invalid(`${at}/${field}`, "is for the completionMode 'Indexed'");
  }
}

/** Pods of an Indexed job are called after it, with a number behind, and that is their host name. */
function hostNames(name: string, spec: JsonObject, out: Refusals): void {
  const last = Math.max((number(spec, 'completions') ?? 1) - 1, 0);
  const problem = dnsLabel(`${name}-${last}`);
  if (name !== '' && problem !== undefined) {
    out.invalid('/metadata/name', `with '-${last}' behind it, as the host name of a pod, ${problem}`);
  }
}
