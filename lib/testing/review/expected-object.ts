import { type ObjectRef, titleOf } from '../../manifests/object-ref';
import { show } from '../../private/show';

/** An object that is expected: its name, `Deployment/iris`, or what identifies it, as far as it matters. */
export type ExpectedObject =
  string | { readonly kind?: string; readonly name?: string; readonly namespaceName?: string };

/** Whether an object is the one that is expected. */
export function isExpected(expected: ExpectedObject, object: ObjectRef): boolean {
  if (typeof expected !== 'string') {
    const { kind = object.kind, name = object.name, namespaceName = object.namespaceName } = expected;
    return kind === object.kind && name === object.name && namespaceName === object.namespaceName;
  }
  const slash = expected.indexOf('/');
  if (slash < 0) return expected === object.name;
  return expected.slice(0, slash) === object.kind && expected.slice(slash + 1) === object.name;
}

/** How messages call what is expected. */
export function expectedText(expected: ExpectedObject): string {
  if (typeof expected === 'string') return show(expected);
  const { kind = 'object', ...rest } = expected;
  return titleOf({ kind, ...rest });
}
