import { fieldPath } from '../../manifests/field-path';
import { likenessOf } from '../../model/alike/first-alike';
import { serverWarnings as serverWarningsOf } from '../../model/validation';
import type { Rule } from '../rule';

export const serverWarnings: Rule = {
  id: 'server-warnings',
  title: 'the API server accepts every object without a warning',
  severity: 'warning',
  check: (set) =>
    likenessOf(set)
      .where(set.manifests, ({ json }) => serverWarningsOf(json).length > 0)
      .flatMap((manifest) =>
        serverWarningsOf(manifest.json).map(({ at, message, fix }) => ({
          manifest,
          at,
          message: `${fieldPath(at)}: ${message}`,
          ...(fix !== undefined && { fix }),
        })),
      ),
};
