import { platform } from './platform';

platform().synth();
