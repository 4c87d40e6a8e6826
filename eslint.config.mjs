import { importX } from 'eslint-plugin-import-x';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Dependencies between the folders of lib/ point one way: a folder may import those listed for it, and itself. */
const LAYERS = {
  private: [],
  core: ['private'],
  server: ['core', 'private'],
  rollout: ['server', 'core', 'private'],
  traffic: ['core', 'private'],
  tenant: ['core', 'private'],
  preflight: ['core', 'private'],
  synth: ['preflight', 'core', 'private'],
  testing: ['private'],
};

const zones = Object.entries(LAYERS).map(([layer, allowed]) => ({
  target: `./lib/${layer}`,
  from: './lib',
  except: [layer, ...allowed].map((folder) => `./${folder}`),
  message: `lib/${layer} may import ${allowed.length > 0 ? allowed.map((folder) => `lib/${folder}`).join(', ') : 'nothing else of lib'}`,
}));

/** The L1s of custom resources know nothing of lib/, and only what renders routes knows them. */
zones.push(
  { target: './imports', from: './lib', message: 'imports/ may import nothing of lib' },
  {
    target: Object.keys(LAYERS)
      .filter((layer) => layer !== 'traffic')
      .map((layer) => `./lib/${layer}`),
    from: './imports',
    message: 'only lib/traffic renders custom resources',
  },
);

export default tseslint.config(
  { ignores: ['build', 'dist', 'node_modules', '*.js', 'scripts', 'eslint.config.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': ['error', { commonjs: true }],
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'cdk8s-plus-28',
              allowTypeImports: true,
              message: 'it costs 4.7 MB of JavaScript; import types only',
            },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowConstructorOnly: true, allowStaticOnly: true }],
      // Callers in plain JavaScript pass what the types forbid; those checks are the point.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Manifests are read field by field in tests: typed as unknown, every field would need a cast.
    files: ['lib/testing/**'],
    rules: { '@typescript-eslint/no-explicit-any': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
  {
    files: ['__tests__/**', 'apps/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 330, skipBlankLines: true, skipComments: true }],
    },
  },
  prettier,
);
