import { titleOf, type ResolvedObject } from '../manifest-set';
import type { Rule } from '../rule';

/** kubectl applies both in turn and the last one wins, without a word. */
export const uniqueObjects: Rule = {
  id: 'unique-objects',
  title: 'no two manifests describe the same object',
  check(set) {
    const first = new Map<string, ResolvedObject>();
    const messages: string[] = [];
    for (const object of set.objects) {
      if (object.name === '') continue;
      const key = [object.group, object.kind, object.namespaceName ?? '', object.name].join('\n');
      const other = first.get(key);
      if (!other) first.set(key, object);
      else
        messages.push(
          `'${object.path}': makes the ${titleOf(object)} that '${other.path}' makes already; give one of them another name`,
        );
    }
    return messages;
  },
};
