import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from '../commands';
import { generate, generateOfPeers } from '../generate';
import { type ComparedLanguage, EXAMPLES, fetched } from './language';

const ENV = { GOFLAGS: '-mod=mod', GOWORK: 'off' };
/** Modules that are generated here, and their folders: not every proxy has those of cdk8s. */
const GENERATED = {
  'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2': 'cdk8s',
  'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2': 'cdk8splus28',
  'github.com/cdk8s-model-serving/cdk8s-model-serving-go/modelserving': 'modelserving',
};

/** From the module, in a copy of the example that has it in place of the published one. */
export const go: ComparedLanguage = {
  name: 'Go',
  programs: ['go'],
  prepare: (folder) => {
    generate([{ language: 'go', codeOnly: true }], folder);
    generateOfPeers(['cdk8s', 'cdk8s-plus-28'], 'go', folder);
    const examples = path.join(folder, 'examples-go');
    fs.cpSync(path.join(EXAMPLES, 'go'), examples, { recursive: true });
    for (const [name, made] of Object.entries(GENERATED))
      run('go', ['mod', 'edit', `-replace=${name}=${path.join(folder, 'go', made)}`], { cwd: examples, env: ENV });
    fetched('the Go module proxy', 'go', ['list', '-deps', './...'], examples, ENV);
    run('go', ['vet', './...'], { cwd: examples, env: ENV });
    const app = path.join(folder, 'app');
    run('go', ['build', '-o', app, '.'], { cwd: examples, env: ENV });
    return (system, outdir) => {
      run(app, [system], { cwd: folder, env: { CDK8S_OUTDIR: outdir } });
    };
  },
};
