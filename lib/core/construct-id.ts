import type { IConstruct } from 'constructs';
import { UsageError } from '../private/errors';
import { show } from '../private/show';

/** The id of a construct, before `constructs` makes a text of what is none. */
export function constructId(title: string, scope: IConstruct, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  // The scope may be wrong as well: that is for `constructs` to say.
  const path = (scope as Partial<IConstruct> | undefined)?.node?.path ?? '';
  throw new UsageError([`${title} in '${path}': id must be a text with a character at least, got ${show(id)}`]);
}
