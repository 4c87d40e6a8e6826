import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** What lies inside a tenant and does not belong there, as error messages. */
export function intrudersIn(tenant: IConstruct, namespaceName: string): string[] {
  const messages: string[] = [];
  const subject = `TenantNamespace '${tenant.node.path}'`;
  const visit = (construct: IConstruct): void => {
    for (const child of construct.node.children) {
      if (Chart.isChart(child)) {
        messages.push(
          `${subject}: holds the chart '${child.node.path}', which would get neither the namespace nor a safe place in the order of files; use a Construct in place of the chart, or move it out of the tenant`,
        );
        continue;
      }
      const namespace = ApiObject.isApiObject(child) ? child.metadata.namespace : undefined;
      if (namespace !== undefined && namespace !== namespaceName) {
        messages.push(
          `${subject}: holds '${child.node.path}', which names the namespace '${namespace}'; leave its namespace out, or declare it in the tenant of '${namespace}'`,
        );
      }
      visit(child);
    }
  };
  visit(tenant);
  return messages;
}
