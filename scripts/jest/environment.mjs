// Tests run in the main context of their worker, not in a context of `node:vm` of their own: there every global is
// looked up through a proxy, packages and the library are loaded anew in each of hundreds of files, and nothing that
// the engine has learned to run fast outlives a file. What a test file leaves behind is taken away here instead.
//
// A file that needs modules nobody has used before says so in its first lines: `@jest-environment node`.
import asyncHooks from 'node:async_hooks';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { FILE } from './library.mjs';
import { NATIVE } from './native.mjs';

/** What tests keep by name for the files that follow: `__tests__/support/kept.ts`. */
const KEPT = Symbol.for('cdk8s-model-serving.tests.kept');

/** Stands for the main context, which has no object that `node:vm` would take. */
const MAIN = {};

/** Modules that Jest loads for each file, itself among them, compiled once in a worker. */
const compiled = new Map();

const { compileFunction } = vm;
vm.compileFunction = (source, parameters, options) => {
  if (options?.parsingContext !== MAIN) return compileFunction(source, parameters, options);
  const { filename } = options;
  const known = compiled.get(filename);
  if (known?.source === source) return known.run;
  const run = compileFunction(source, parameters, { filename });
  compiled.set(filename, { source, run });
  return run;
};

/** Jest makes one for each file. Every promise of the worker would be told to all of them. */
const storages = new Set();
const { AsyncLocalStorage } = asyncHooks;
asyncHooks.AsyncLocalStorage = class extends AsyncLocalStorage {
  constructor(options) {
    super(options);
    storages.add(this);
  }
};

const NODE = createRequire(import.meta.url);
let made;

/** Where tests are watched, a process runs them again after the library has changed. */
function forgetFormerLibrary() {
  const { mtimeMs } = statSync(FILE);
  if (made !== mtimeMs) delete NODE.cache[FILE];
  made = mtimeMs;
}

/** Called with what it held once the test file is done. */
function whatIsShared() {
  const globals = Object.entries(Object.getOwnPropertyDescriptors(globalThis));
  const symbols = Object.getOwnPropertySymbols(globalThis);
  const env = { ...process.env };
  const folder = process.cwd();
  const { exit } = process;
  return () => {
    const names = new Set([...globals.map(([name]) => name), ...symbols, KEPT]);
    for (const name of Reflect.ownKeys(globalThis)) if (!names.has(name)) Reflect.deleteProperty(globalThis, name);
    for (const [name, was] of globals) {
      const is = Object.getOwnPropertyDescriptor(globalThis, name);
      if (was.configurable && (is?.value !== was.value || is?.get !== was.get))
        Object.defineProperty(globalThis, name, was);
    }
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.chdir(folder);
    process.exit = exit;
  };
}

export default class MainContext {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  #context = MAIN;
  #restore = whatIsShared();

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    globalThis[NATIVE] = NODE;
    forgetFormerLibrary();
  }

  async setup() {
    // Jest asks for 100, at every call of `expect`.
    Error.stackTraceLimit = 25;
  }

  async teardown() {
    this.#context = null;
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.dispose();
    this.#restore();
    for (const storage of storages) storage.disable();
    storages.clear();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.#context;
  }
}
