import { ServingApp } from '../lib/synth/serving-app';
import { celestialBodies } from './celestial-bodies';
import { cluster } from './cluster';
import { environments } from './environments';
import { intentClassifier } from './intent-classifier';
import { iris } from './iris';
import { largeModels } from './large-models';
import { mlem } from './mlem';
import { sharedCluster } from './shared-cluster';
import { testApi } from './test-api';

// The demonstration platform: one app for one cluster, one short file for each system on it.
const app = new ServingApp({ cluster });

celestialBodies(app, 'europe-west6-docker.pkg.dev/mlops-project/registry');
intentClassifier(app);
mlem(app, { tag: 'd57e4cacec82ebd72572d434ec148f1d' });
testApi(app);
environments(app);
sharedCluster(app);
iris(app);
largeModels(app);

app.synth();
