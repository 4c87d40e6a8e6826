import type { ServingApp } from 'cdk8s-model-serving';
import { canary } from './canary';
import { llm } from './llm';
import { server } from './server';
import { tenant } from './tenant';

// `npx tsx app.ts canary` writes the manifests of a system to dist/.
const SYSTEMS: { readonly [name: string]: () => ServingApp } = { canary, llm, server, tenant };

SYSTEMS[process.argv[2] ?? 'server']().synth();
