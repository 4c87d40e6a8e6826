import { type Schema, schemaOf } from './json-schema';

/** The schema of what `reviewJson` writes, as text: docs/review.schema.json. */
export function renderReviewSchema(): string {
  const { root, definitions } = schemaOf('lib/review/data/review.ts', 'Review');
  const { properties, required } = root as { readonly properties: Schema; readonly required: readonly string[] };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Review',
    description:
      'What a change of manifests will do. Within a schema version members are added at most; readers pass over those that they do not know.',
    type: 'object',
    properties: {
      schemaVersion: { description: 'Raised when a member changes its meaning or goes.', const: 1 },
      ...properties,
    },
    required: ['schemaVersion', ...required],
    definitions,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
