import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { load, loadAll } from 'js-yaml';
import { ContainerImage, type Delivery, ModelServer, ServingApp, ServingRuntime, TenantNamespace } from '../../lib';
import { UsageError } from '../../lib/private/errors';

/** A folder that an app runs in, as a project would be. */
export class Workspace {
  public readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'delivery-')));
  private readonly before = process.cwd();

  public constructor() {
    process.chdir(this.folder);
  }

  public remove(): void {
    process.chdir(this.before);
    fs.rmSync(this.folder, { recursive: true });
  }

  /** The one document of a file, or all. */
  public read(file: string): any {
    return load(fs.readFileSync(file, 'utf8'));
  }

  public readAll(folder: string): any[] {
    return fs.readdirSync(folder).flatMap((file) => loadAll(fs.readFileSync(path.join(folder, file), 'utf8')));
  }
}

export interface Wanted {
  readonly delivery: Delivery;
  readonly outdir?: string;
  readonly tenants?: readonly string[];
  readonly more?: (tenant: TenantNamespace) => void;
}

/** An app with a server in each tenant. */
export function appWith({ delivery, outdir = 'dist/production', tenants = ['vision'], more }: Wanted): ServingApp {
  const app = new ServingApp({ outdir, delivery });
  for (const name of tenants) {
    const tenant = new TenantNamespace(app, name);
    new ModelServer(tenant, 'iris', {
      image: ContainerImage.of('iris:0.2.0'),
      runtime: ServingRuntime.bentoMl(),
      resources: { cpu: '500m', memory: '1Gi' },
    });
    more?.(tenant);
  }
  return app;
}

/** What an app is told; nothing when all is well. */
export function problemsOf(synth: () => unknown): readonly string[] {
  try {
    synth();
  } catch (error) {
    if (error instanceof UsageError) return error.messages;
    throw error;
  }
  return [];
}
