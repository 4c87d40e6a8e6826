/** @type {import('jest').Config} */
module.exports = {
  // What tests depend on lies there too: `--onlyChanged` looks into the files of roots alone.
  roots: ['<rootDir>/__tests__', '<rootDir>/lib', '<rootDir>/imports', '<rootDir>/apps'],
  testMatch: ['**/*.test.ts'],
  // Sources first: a stale compiled file beside a source must never be what is tested.
  moduleFileExtensions: ['ts', 'js', 'json'],
  testEnvironment: '<rootDir>/scripts/jest/environment.mjs',
  // All of the library is loaded as one file: see there.
  globalSetup: '<rootDir>/scripts/jest/setup.mjs',
  transform: { '\\.ts$|/build/jest/library\\.js$': '<rootDir>/scripts/jest/transform.mjs' },
  moduleNameMapper: {
    '^cdk8s-model-serving$': '<rootDir>/lib/index.ts',
    '^cdk8s-model-serving/check$': '<rootDir>/lib/command/index.ts',
    '^cdk8s-model-serving/validation$': '<rootDir>/lib/command/cdk8s-validation.ts',
    '^cdk8s-model-serving/review$': '<rootDir>/lib/review/index.ts',
    '^cdk8s-model-serving/testing$': '<rootDir>/lib/testing/index.ts',
  },
  // Jest leaves one processor free by default: on two, half the machine.
  maxWorkers: '100%',
  snapshotSerializers: ['<rootDir>/lib/testing/yaml-serializer.ts'],
  snapshotFormat: { escapeString: false, printBasicPrototype: false },
};
