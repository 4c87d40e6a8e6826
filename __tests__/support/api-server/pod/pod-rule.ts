import type { Manifest } from '../manifest';
import { templateOf, type Template } from '../../pod-template';

/** A pod template under judgement, with the workload it belongs to. */
export interface PodView extends Template {
  readonly workload: Manifest;
}

/** Judges one aspect of a pod template. */
export type PodRule = (pod: PodView) => Iterable<string>;

/** The pod view of a workload; `undefined` for what runs no pods. */
export function podView(workload: Manifest): PodView | undefined {
  const template = templateOf(workload);
  return template ? { ...template, workload } : undefined;
}
