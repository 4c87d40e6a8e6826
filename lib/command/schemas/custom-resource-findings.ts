import { type Manifest, refOf } from '../../manifests/manifest';
import type { Finding } from '../../rules/finding';
import type { OwnRuleId } from '../own-rules';
import type { Schemas } from './schema-folder';
import { schemaViolations } from './schema-violations';

/** What the schemas of custom resources do not accept. */
export function customResourceFindings(manifests: readonly Manifest[], folders: readonly Schemas[]): Finding[] {
  return manifests.flatMap((manifest) => {
    const schema = folders.map((folder) => folder.of(manifest)).find((found) => found !== undefined);
    if (schema === undefined) return [];
    return schemaViolations(schema, manifest.json).map(({ isUnknownField, ...violation }): Finding => {
      const rule: OwnRuleId = isUnknownField ? 'custom-resource-field' : 'custom-resource-value';
      return { rule, severity: 'error', object: refOf(manifest), ...violation, origin: manifest.origin };
    });
  });
}
