import { AppMeshPlanParts } from './app-mesh-plan';
import { AppMeshEndpoint, AppMeshHealthCheck, AppMeshShare } from './plan-parts';

/** The plan as Markdown: a table for each part that has something in it. */
export function report(plan: AppMeshPlanParts): string {
  return `${[
    '# From App Mesh to Service Connect',
    ...section('Endpoints', ['virtual node', 'port', 'port name', 'protocol', 'timeouts', 'health check', 'task definition'], plan.endpoints.map((endpoint) => [
      endpoint.called ? endpoint.virtualNode : `${endpoint.virtualNode} (nobody calls it)`, text(endpoint.port), endpoint.portName,
      `${endpoint.appProtocol ?? 'tcp'}${endpoint.tls ? ' with TLS' : ''}`, timeouts(endpoint), health(endpoint.healthCheck), endpoint.taskDefinition ?? '',
    ])),
    ...section('Names', ['name', 'port', 'answered by', 'given by'], plan.aliases.map((alias) => [
      alias.virtualService, text(alias.port), alias.virtualNodes.join(', '), alias.method,
    ])),
    ...section('Connections', ['client', 'calls', 'answered by', 'by'], plan.connections.map(({ client, servers, virtualService }) => [
      client, virtualService, servers.join(', '), plan.aliases.find((alias) => alias.virtualService === virtualService)?.method ?? '?',
    ])),
    ...section('Weights', ['route', 'shares', 'what to do'], plan.rollouts.map((rollout) => [
      `${rollout.virtualRouter}/${rollout.route}`, shares(rollout.shares), rollout.advice,
    ])),
    ...section('Rules', ['route', 'priority', 'when', 'to', 'rules of'], plan.rules.map((rule) => [
      `${rule.router}/${rule.route}`, text(rule.priority, 'last'), rule.conditions.join(' and ') || 'always', shares(rule.shares), rule.listeners.length === 0 ? 'nothing' : rule.method,
    ])),
    ...section('What goes', ['from', 'what', 'why'], plan.drops.map(({ owner, reason, what }) => [owner, what, reason])),
    ...section('Without an equivalent', ['resource', 'what', 'why', 'what to do'], plan.noEquivalent.map(({ reason, remedy, resource, what }) => [resource, what, reason, remedy])),
    ...section('Not read', ['what'], plan.unread.map((what) => [what])),
    ...section('Every resource', ['resource', 'becomes'], plan.fates.map(({ becomes, resource }) => [resource, becomes])),
  ].join('\n')}\n`;
}

function section(title: string, columns: string[], rows: string[][]): string[] {
  if (rows.length === 0) return [];
  return ['', `## ${title}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line)];
}

function line(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
}

function text(value: number | undefined, absent: string = '?'): string {
  return value === undefined ? absent : String(value);
}

function shares(all: AppMeshShare[]): string {
  return all.map(({ percent, target }) => (all.length === 1 ? target : `${percent} % ${target}`)).join(', ');
}

function timeouts({ idleSeconds, perRequestSeconds }: AppMeshEndpoint): string {
  return [
    ...(perRequestSeconds === undefined ? [] : [`request ${perRequestSeconds} s`]),
    ...(idleSeconds === undefined ? [] : [`idle ${idleSeconds} s`]),
  ].join(', ');
}

function health(check: AppMeshHealthCheck | undefined): string {
  if (check === undefined) return '';
  return [check.path ?? 'its port', ...(check.intervalSeconds === undefined ? [] : [`every ${check.intervalSeconds} s`])].join(' ');
}
