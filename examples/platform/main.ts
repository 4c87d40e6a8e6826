import { ENVIRONMENTS, platform } from './platform';

for (const environment of ENVIRONMENTS) platform(environment).synth();
