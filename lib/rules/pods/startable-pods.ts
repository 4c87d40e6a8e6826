import { fieldPath } from '../../manifests/field-path';
import { unstartable } from '../../model/validation';
import { inPods } from '../in-pods';
import type { Rule } from '../rule';

export const startablePods: Rule = {
  id: 'startable-pods',
  title: 'nothing in a pod keeps it from starting',
  severity: 'error',
  check: (set) =>
    inPods(set, ({ manifest, podSpec, at: specAt }) =>
      unstartable(specAt, podSpec).map(({ at, message, fix }) => ({
        manifest,
        at,
        message: `${fieldPath(at)}: ${message}, and its pods never start`,
        ...(fix !== undefined && { fix }),
      })),
    ),
};
