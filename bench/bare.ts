import { ApiObject, App, Chart } from 'cdk8s';

// The least that a cdk8s app can be: what starting one costs, with nothing of this library.
const app = new App();
const chart = new Chart(app, 'chart');
new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', data: { level: 'info' } });
app.synth();
