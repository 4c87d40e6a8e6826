import type { IConstruct } from 'constructs';
import { Attachment } from '../../../core/attachment';
import { ANY_HOST } from '../../plan/host';
import type { RoutePlan } from '../../plan/route-plan';

const ROUTES = new Attachment<KnownRoutes>('routes');

/** The routes of an app, for each to be held against the others. */
export class KnownRoutes {
  /** Those of the app that a construct is in. */
  public static of({ node: { root } }: IConstruct): KnownRoutes {
    const known = ROUTES.on(root) ?? new KnownRoutes();
    ROUTES.attach(root, known);
    return known;
  }

  /** All of them, in the order in which they were declared. */
  public readonly all: RoutePlan[] = [];
  private readonly byHost = new Map<string, RoutePlan[]>();

  /** Remembers a route. */
  public add(plan: RoutePlan): void {
    this.all.push(plan);
    for (const host of keysOf(plan)) {
      const neighbours = this.byHost.get(host);
      if (neighbours) neighbours.push(plan);
      else this.byHost.set(host, [plan]);
    }
  }

  /** The others that have a host in common with a route. */
  public neighboursOf(plan: RoutePlan): RoutePlan[] {
    const all = keysOf(plan).flatMap((host) => this.byHost.get(host) ?? []);
    return [...new Set(all)].filter((other) => other !== plan);
  }
}

function keysOf({ hosts }: RoutePlan): readonly string[] {
  return hosts.length === 0 ? [ANY_HOST] : hosts;
}
