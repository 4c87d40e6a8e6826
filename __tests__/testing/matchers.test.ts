import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { Manifests, type ReviewMatchers, reviewMatchers } from 'cdk8s-model-serving/testing';
import { writePage } from '../support/write-page';

expect.extend(reviewMatchers);
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T> extends ReviewMatchers<R> {}
  }
}

interface Server {
  readonly image?: string;
  readonly replicas?: number;
  readonly selector?: string;
  readonly strategy?: object;
}

/** A Deployment with what is left out or spelled out. */
const server = (name: string, { image = `${name}:1`, replicas = 2, selector = name, strategy }: Server = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'vision' },
  spec: {
    replicas,
    ...(strategy && { strategy }),
    selector: { matchLabels: { app: selector } },
    template: { metadata: { labels: { app: selector } }, spec: { containers: [{ name, image }] } },
  },
});
const settings = (data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'vision' },
  data,
});

/** What an assertion says that fails. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}

const live = [server('iris'), server('ranker')];

describe('toBeRefactorOnly', () => {
  test('passes where objects come in another order and defaults are spelled out', () => {
    const { spec, ...rest } = server('iris');
    expect([server('ranker'), { ...rest, spec: { ...spec, revisionHistoryLimit: 10 } }]).toBeRefactorOnly(live);
  });

  test('says what would happen', () => {
    const after = [server('iris', { image: 'iris:2' }), settings({ LEVEL: 'info' })];
    const message = failure(() => {
      expect(after).toBeRefactorOnly(live);
    });
    expect(message).toMatch(/^expected a refactor that changes nothing in the cluster, it changes:\n/);
    expect(message).toContain(
      "\n  Deployment 'iris' in namespace 'vision' replaces its pods (/spec/template/spec/containers/0/image)",
    );
    expect(message).toContain("\n  Deployment 'ranker' in namespace 'vision' goes: ");
    expect(message).toContain("\n  ConfigMap 'settings' in namespace 'vision' is added");
  });

  test('shows the fields of what changes without a restart', () => {
    expect(() => {
      expect([server('iris', { replicas: 3 })]).toBeRefactorOnly([server('iris')]);
    }).toThrow("\n  Deployment 'iris' in namespace 'vision' changes: /spec/replicas 2 -> 3");
  });

  test('says what docs/testing.md shows', () => {
    const file = join(__dirname, '../../docs/testing.md');
    const text = readFileSync(file, 'utf8');
    const [, before, shown, after] = /^(.*<!-- refactor -->\n\n```text\n)(.*?)(```.*)$/s.exec(text) ?? [];
    const made = failure(() => {
      expect([server('iris', { image: 'iris:2' }), settings({ LEVEL: 'info' })]).toBeRefactorOnly([server('iris')]);
    });
    if (process.env.UPDATE_DOCS === '1') writePage(file, `${before}${made}\n${after}`);
    else expect(shown).toBe(`${made}\n`);
  });

  test('can be negated', () => {
    expect([server('iris')]).not.toBeRefactorOnly(live);
    expect(() => {
      expect(live).not.toBeRefactorOnly(live);
    }).toThrow('expected a change, the manifests mean what they meant before');
  });
});

describe('toRestartOnly', () => {
  const after = [server('iris', { image: 'iris:2' }), server('ranker')];

  test.each([
    [['iris']],
    [['Deployment/iris']],
    [[{ name: 'iris' }]],
    [[{ kind: 'Deployment', name: 'iris', namespaceName: 'vision' }]],
  ])('passes where exactly %j restarts', (workloads) => {
    expect({ before: live, after }).toRestartOnly(workloads);
    expect(after).toRestartOnly(workloads, { after: live });
  });

  test('takes an empty list for no restart at all', () => {
    expect([server('iris', { replicas: 5 }), server('ranker')]).toRestartOnly([], { after: live });
    expect(() => {
      expect({ before: live, after }).toRestartOnly([]);
    }).toThrow("expected no workload to replace pods:\n  Deployment 'iris' in namespace 'vision' replaces its pods");
  });

  test('says which restart besides, why, and which do not', () => {
    const message = failure(() => {
      expect({ before: live, after }).toRestartOnly(['ranker', 'StatefulSet/iris']);
    });
    const lines = message.split('\n');
    expect(lines[0]).toBe("expected only 'ranker', 'StatefulSet/iris' to replace pods:");
    expect(lines[1]).toContain("Deployment 'iris' in namespace 'vision' replaces its pods (/spec/template/");
    expect(lines.slice(2)).toEqual([
      "  'ranker' does not replace its pods",
      "  'StatefulSet/iris' does not replace its pods",
    ]);
  });

  test('wants to know what was there before', () => {
    expect(() => {
      expect(after).toRestartOnly(['iris']);
    }).toThrow(
      'toRestartOnly: say what is there already: expect({ before, after }), or the option { after: manifests }',
    );
    expect(() => {
      expect({ before: live, after }).toRestartOnly(['iris'], { after: live });
    }).toThrow('toRestartOnly: give what was before once: { before, after } has it already');
  });
});

describe('toKeepServing', () => {
  test('passes where pods are replaced one after the other', () => {
    expect({ before: live, after: [server('iris', { image: 'iris:2' }), server('ranker')] }).toKeepServing();
  });

  test('fails where all pods go before new ones come', () => {
    const strategy = { type: 'Recreate' };
    const before = [server('iris', { strategy })];
    expect(() => {
      expect([server('iris', { strategy, image: 'iris:2' })]).toKeepServing({ after: before });
    }).toThrow(
      "expected no request to fail on the way:\n  Deployment 'iris' has no ready pod while its pods are replaced",
    );
  });
});

describe('toBeAppliable', () => {
  test('passes for what the API server takes, as new objects and as a change', () => {
    expect(live).toBeAppliable();
    expect([server('iris', { image: 'iris:2' })]).toBeAppliable({ after: live });
  });

  test('fails for a field that cannot change, with the way out', () => {
    const message = failure(() => {
      expect([server('iris', { selector: 'other' })]).toBeAppliable({ after: live });
    });
    expect(message).toMatch(
      /^expected the API server to take everything, it refuses:\n {2}Deployment 'iris' in namespace 'vision' is refused at \/spec\/selector: .*\n {4}fix: /,
    );
  });

  test('fails for what no API server takes, although nothing was there before', () => {
    const { spec, ...rest } = server('iris');
    expect(() => {
      expect([{ ...rest, spec: { ...spec, replica: 3 } }]).toBeAppliable();
    }).toThrow(/it refuses:\n {2}error known-fields: Deployment 'iris' in namespace 'vision' at \/spec\/replica: /);
    expect(() => {
      expect([server('iris', { replicas: -1 })]).toBeAppliable();
    }).toThrow(/it refuses:\n {2}error valid-objects: Deployment 'iris' in namespace 'vision' at \/spec\/replicas: /);
  });

  test('does not mind what breaks only later', () => {
    const lonely = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'vision' } };
    expect([{ ...lonely, spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] } }]).toBeAppliable();
  });
});

describe('toHaveFindings', () => {
  const { spec, ...rest } = server('iris');
  const wrong = [{ ...rest, spec: { ...spec, replica: 3 } }, server('ranker', { replicas: -1 })];

  test.each([
    [['known-fields', 'valid-objects']],
    [[{ rule: 'known-fields', severity: 'error' as const, at: '/spec/replica' }, 'valid-objects']],
    [
      [
        { rule: 'known-fields', object: 'Deployment/iris' },
        { rule: 'valid-objects', object: { name: 'ranker' } },
      ],
    ],
    [
      [
        { rule: 'known-fields', message: 'replica' },
        { rule: 'valid-objects', message: /-1/ },
      ],
    ],
  ])('passes for %j', (expected) => {
    expect(wrong).toHaveFindings(expected);
  });

  test('takes an empty list for none at all', () => {
    expect(live).toHaveFindings([]);
  });

  test('says what is missing and what is too many', () => {
    const message = failure(() => {
      expect(wrong).toHaveFindings([
        'quota-fit',
        { rule: 'valid-objects', object: 'iris', severity: 'error', message: /x/ },
      ]);
    });
    expect(message).toMatch(
      /^not found:\n {2}quota-fit\n {2}error valid-objects of 'iris' that says \/x\/\nfound and not expected:\n {2}error /,
    );
    expect(message).toContain("error known-fields: Deployment 'iris' in namespace 'vision' at /spec/replica: ");
    expect(message).toContain("error valid-objects: Deployment 'ranker' in namespace 'vision' at /spec/replicas: ");
  });
});

describe('toHaveFindings of a rule that there is not', () => {
  test.each([
    ['quota-fitt', "there is no rule 'quota-fitt'; did you mean quota-fit?"],
    ['of my own making', "there is no rule 'of my own making'; docs/rules.md has all"],
  ])('is refused, also behind not: %s', (rule, problem) => {
    for (const expected of [rule, { rule }]) {
      expect(() => {
        expect(live).toHaveFindings([expected]);
      }).toThrow(problem);
      expect(() => {
        expect(live).not.toHaveFindings([expected]);
      }).toThrow(problem);
    }
  });

  test('is none of acknowledgements', () => {
    expect(live).not.toHaveFindings(['acknowledgement-unused']);
  });
});

describe('what is reviewed can be', () => {
  const app = (image: string) => {
    const made = new App();
    const chart = new Chart(made, 'vision');
    new ApiObject(chart, 'iris', server('iris', { image }));
    return made;
  };

  test('an app, a chart, Manifests, a folder or a list, in any mixture', () => {
    const folder = mkdtempSync(join(tmpdir(), 'matchers-'));
    writeFileSync(join(folder, 'iris.yaml'), Manifests.fromApp(app('iris:1')).toYaml());
    const values = [app('iris:1'), app('iris:1').charts[0], Manifests.fromApp(app('iris:1')), folder, [server('iris')]];
    for (const before of values) {
      for (const after of values) expect(after).toBeRefactorOnly(before);
      expect(app('iris:2')).toRestartOnly(['iris'], { after: before });
      expect(before).toBeAppliable();
      expect(before).toHaveFindings([]);
    }
    rmSync(folder, { recursive: true });
  });

  test.each([[undefined], [3], [{}], [null]])('not %j', (value) => {
    expect(() => {
      expect(value).toBeAppliable();
    }).toThrow('must be an app, a chart, the path of a folder, Manifests or a list of objects, got');
  });

  test('not an object twice', () => {
    expect(() => {
      expect([server('iris'), server('iris')]).toHaveFindings([]);
    }).toThrow(
      "Deployment 'iris' in namespace 'vision' is there twice, in object 1 and object 2; take one of them out",
    );
  });
});
