import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ApiTable } from '../../../lib/model/validation/schema/api-table';

const root = join(__dirname, '../../..');
const file = join(root, 'lib/model/validation/generated/api-fields.json');

describe('the table of fields', () => {
  const { sources, minors } = JSON.parse(readFileSync(file, 'utf8')) as {
    sources: Readonly<Record<string, string>>;
    minors: readonly number[];
  };

  test('comes from the releases that package.json names, and is not committed', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const minor of minors) {
      expect(devDependencies[`kubernetes-1.${minor}`]).toBe(`npm:@kubernetes/client-node@${sources[`1.${minor}`]}`);
    }
    const ignored = execFileSync('git', ['check-ignore', '--no-index', file], { cwd: root, encoding: 'utf8' });
    expect(ignored.trim()).toBe(file);
  });

  test('knows the oldest supported version and a recent one, and is small', () => {
    expect(minors[0]).toBe(28);
    expect(minors.at(-1)).toBeGreaterThanOrEqual(36);
    expect(statSync(file).size).toBeLessThan(100_000);
  });

  test('every type and field of every kind can be read', () => {
    const table = ApiTable.get();
    const seen = new Set<unknown>();
    const pending = [...table.keys].map((key) => {
      const slash = key.lastIndexOf('/');
      return table.kind(key.slice(0, slash), key.slice(slash + 1))!.type;
    });
    while (pending.length > 0) {
      const type = pending.pop()!;
      if (seen.has(type)) continue;
      seen.add(type);
      for (const [name, { shape }] of type.fields) {
        expect(name).toMatch(/^[$\w-]+$/);
        expect(shape.type !== undefined || /^[silbdoqtmya]$/.test(shape.scalar!)).toBe(true);
        if (shape.type) pending.push(shape.type);
      }
    }
    expect(seen.size).toBeGreaterThan(500);
  });

  test('quantities are known as such', () => {
    const fieldOf = (kind: string, ...path: string[]): string | undefined => {
      let type = ApiTable.get().kind('v1', kind)!.type;
      for (const step of path.slice(0, -1)) type = type.fields.get(step)!.shape.type!;
      return type.fields.get(path.at(-1)!)!.shape.scalar;
    };
    expect(fieldOf('Pod', 'spec', 'containers', 'resources', 'limits')).toBe('q');
    expect(fieldOf('Pod', 'spec', 'volumes', 'emptyDir', 'sizeLimit')).toBe('q');
    expect(fieldOf('ResourceQuota', 'spec', 'hard')).toBe('q');
    expect(fieldOf('PersistentVolumeClaim', 'spec', 'resources', 'requests')).toBe('q');
    expect(fieldOf('Pod', 'spec', 'containers', 'image')).toBe('s');
  });
});
