import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { checkDefinition } from './check-definition';
import { define } from './define';
import type { RuntimeDefinition } from './runtime-definition';
import type { RuntimeDescription } from './runtime-description';

/** A runtime that a user describes. */
export function describe(definition: RuntimeDefinition): RuntimeDescription {
  const found = new Problems('');
  const given = optionsOf(found, definition, 'RuntimeDefinition');
  found.add(checkDefinition(given));
  const title = typeof given.title === 'string' && given.title.trim() !== '' ? given.title : 'described';
  return define({ title, factory: 'describe', problems: found.sentences }, () => given as RuntimeDefinition);
}
