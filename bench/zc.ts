import { ServingApp } from '../lib';
import { modelServers } from './platform';
const n = Number(process.argv[2]);
const app = new ServingApp({ outdir: '/dev/shm/zz0' });
const t = performance.now();
modelServers(app, n);
console.log(n, Math.round(performance.now() - t));
