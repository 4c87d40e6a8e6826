import { isPlainObject } from '../../../private/json';

/** Whether two JSON values are the same, the order of fields aside. Without recursion: however deep they are. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const left: unknown[] = [a];
  const right: unknown[] = [b];
  while (left.length > 0) {
    const [x, y] = [left.pop(), right.pop()];
    if (x === y || (x !== x && y !== y)) continue;
    if (Array.isArray(x)) {
      if (!Array.isArray(y) || x.length !== y.length) return false;
      for (let index = 0; index < x.length; index++) {
        left.push(x[index]);
        right.push(y[index]);
      }
    } else if (isPlainObject(x)) {
      if (!isPlainObject(y)) return false;
      const fields = Object.keys(x);
      if (fields.length !== Object.keys(y).length) return false;
      for (const field of fields) {
        if (!Object.hasOwn(y, field)) return false;
        left.push(x[field]);
        right.push(y[field]);
      }
    } else return false;
  }
  return true;
}
