import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { API_FIELDS } from '../../../lib/model/validation/generated/api-fields';
import { ApiTable } from '../../../lib/model/validation/schema/api-table';

const root = join(__dirname, '../../..');
const file = join(root, 'lib/model/validation/generated/api-fields.ts');

describe('the table of fields', () => {
  const { sources, minors } = JSON.parse(API_FIELDS) as {
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

  test('types are told apart whatever a release calls them, and fields know their versions', () => {
    const table = ApiTable.get();
    const step = (type: { fields: ReadonlyMap<string, any> }, name: string): any => type.fields.get(name).shape.type;
    // Until 1.33 the client calls the claim of a container V1ResourceClaim, then there is a kind of that name.
    const container = step(step(table.kind('v1', 'Pod')!.type, 'spec'), 'containers');
    const claim = step(step(container, 'resources'), 'claims');
    expect([...claim.fields.keys()]).toEqual(['name', 'request']);
    expect(claim.fields.get('request')).toMatchObject({ since: 32 });
    expect([...table.kind('resource.k8s.io/v1', 'ResourceClaim')!.type.fields.keys()]).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'spec',
      'status',
    ]);
    expect(table.kind('v1', 'Pod')).toMatchObject({ plural: 'pods', isNamespaced: true });
    expect(table.kind('v1', 'Namespace')).toMatchObject({ plural: 'namespaces', isNamespaced: false });
    expect([...table.keys].filter((key) => /List$|DeleteOptions$/.test(key))).toEqual([]);
  });

  test('a version between two releases may know what the later one knows', () => {
    const table = ApiTable.get();
    expect([28, 29, 32, 36].map((minor) => table.earliest(minor))).toEqual([28, 29, 31, 35]);
    expect([28, 30, 34, 36].map((minor) => table.latest(minor))).toEqual([28, 31, 35, 36]);
  });
});
