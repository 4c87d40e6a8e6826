import { refOf } from '../manifests/manifest';
import { ACKNOWLEDGED } from '../rules/acknowledgements';
import type { ObjectChange } from './data/changes';
import type { Pairs } from './pairs';

const ONLY_LABELS = /^\/metadata\/(labels|annotations)(\/|$)/;
const ACKNOWLEDGEMENT = `/metadata/annotations/${ACKNOWLEDGED.replace('/', '~1')}`;

/** What is added, changed or renamed; what changes in labels and annotations alone is told apart. */
export function changesOf({ changed, added, renamed }: Pairs): ObjectChange[] {
  const renamedTo = new Map(renamed.map(({ before, after }) => [after, before]));
  return [
    ...changed.map(({ after, verdict }): ObjectChange => {
      const isFolded = verdict.changes.every(({ at }) => ONLY_LABELS.test(at) && at !== ACKNOWLEDGEMENT);
      return { object: refOf(after), kind: isFolded ? 'labels' : 'changed', fields: verdict.changes };
    }),
    ...added.map((manifest): ObjectChange => {
      const was = renamedTo.get(manifest);
      return was
        ? { object: refOf(manifest), kind: 'renamed', was: refOf(was), fields: [] }
        : { object: refOf(manifest), kind: 'added', fields: [] };
    }),
  ];
}
