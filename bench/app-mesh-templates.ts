import * as fs from 'fs';
import * as path from 'path';
import { AppMeshMigration } from '../src/mesh/app-mesh-migration';

// What AppMeshMigration makes of other people's meshes: every file in a folder that has resources of App Mesh, each read alone.
// usage: npx ts-node -T bench/app-mesh-templates.ts <folder> [file to print the plan of]
const [folder, printed] = process.argv.slice(2);

interface Source { readonly name: string; readonly text: string }

const files: Source[] = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ya?ml|json|template)$/.test(name))
  .map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));
const RESOURCE = /Type"?: *["']?AWS::AppMesh::\w+/g;
const DESCRIBED = /"(virtual(Node|Service|Router|Gateway)|route|gatewayRoute|mesh)Name"/;
const descriptions = files.filter(({ text }) => /"spec"/.test(text) && DESCRIBED.test(text));
// A description in which a shell is to put values is no JSON before it has.
const isWhole = ({ text }: Source) => !/: *\$/.test(text);

survey('templates', files.filter(({ text }) => text.match(RESOURCE)), (text) => AppMeshMigration.templates([text]));
survey('descriptions', descriptions.filter(isWhole), (text) => AppMeshMigration.descriptions([text]));
console.log(`descriptions that are no JSON yet: ${descriptions.length - descriptions.filter(isWhole).length}`);

function survey(title: string, sources: Source[], read: (text: string) => AppMeshMigration): void {
  const counts: Record<string, number> = { files: sources.length, read: 0, resources: 0, written: 0 };
  const count = (key: string, by: number) => counts[key] = (counts[key] ?? 0) + by;
  const failures: string[] = [];
  for (const { name, text } of sources) {
    try {
      const { plan } = read(text);
      count('read', 1);
      count('resources', plan.fates.length);
      count('written', text.match(RESOURCE)?.length ?? plan.fates.length);
      count('endpoints', plan.endpoints.length);
      count('aliases', plan.aliases.length);
      count('connections', plan.connections.length);
      count('rollouts', plan.rollouts.length);
      count('rules', plan.rules.length);
      count('drops', plan.drops.length);
      count('noEquivalent', plan.noEquivalent.length);
      for (const what of plan.unread) count(`unread: ${kindOf(what)}`, 1);
      if (name === printed) console.log(plan.toMarkdown());
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`);
    }
  }
  console.log(title, counts, failures);
}

/** What could not be read, without its name. */
function kindOf(what: string): string {
  return what.replace(/'[^']*'/g, '…').replace(/(parameter|condition|mapping|the resource) \w+/, '$1 …').replace(/^\w+ of the resource/, 'an attribute of the resource');
}
