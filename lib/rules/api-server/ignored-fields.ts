import { fieldPath } from '../../manifests/field-path';
import { keyOf } from '../../manifests/object-ref';
import { likenessOf } from '../../model/alike/first-alike';
import { ignoredFields as ignoredFieldsOf } from '../../model/validation';
import { refusalsOf, validationContextOf } from '../api-server-says';
import type { Rule, Violation } from '../rule';

export const ignoredFields: Rule = {
  id: 'ignored-fields',
  title: 'every field of a built-in kind has an effect',
  severity: 'warning',
  check(set, context) {
    const known = validationContextOf(context.cluster);
    // What the version does not know at all is refused, not dropped.
    const refused = new Set(
      refusalsOf(set, context)
        .filter(({ reason, violation }) => reason === 'BadRequest' && violation.severity === undefined)
        .map(({ violation }) => placeOf(violation)),
    );
    return likenessOf(set)
      .where(set.manifests, ({ json }) => ignoredFieldsOf(json, known).length > 0)
      .flatMap((manifest) =>
        ignoredFieldsOf(manifest.json, known).map(({ at, message, fix, versions }) => ({
          manifest,
          at,
          message: `${fieldPath(at)}: ${message}${versions === undefined ? '' : ` (it is dropped ${versions})`}`,
          ...(fix !== undefined && { fix }),
        })),
      )
      .filter((violation) => !refused.has(placeOf(violation)));
  },
};

function placeOf({ manifest, at = '' }: Violation): string {
  return `${keyOf(manifest)} ${at}`;
}
