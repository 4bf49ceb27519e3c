import { AppMeshServices, applyPlan, MigratedEndpoints } from './app-mesh-application';
import { parsed, parsedFile } from './app-mesh-text';
import { ServiceConnectMesh } from './service-connect-mesh';
import { AppMeshPlan } from '../model/mesh/app-mesh/app-mesh-plan';
import { MeshInventory } from '../model/mesh/app-mesh/mesh-resource';
import { planOf } from '../model/mesh/app-mesh/planning';
import { descriptionInventory, templateInventory } from '../model/mesh/app-mesh/sources';

/** How templates are read. */
export interface AppMeshTemplateOptions {
  /**
   * Values of the templates' parameters.
   *
   * @default - their defaults; what has none is not read
   */
  readonly parameters?: { [name: string]: string };
}

/**
 * The way from App Mesh to Service Connect: reads what describes a mesh, plans, and applies the plan to services of this app.
 *
 * App Mesh ended on 30 September 2026; its descriptions are still in templates, and in what `aws appmesh describe-…` printed. What cannot be
 * read is said in the plan and never guessed.
 *
 * @see https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html
 *
 * @example
 * const migration = AppMeshMigration.templateFiles(['app-mesh.yaml'], { parameters: { Domain: 'example.local' } });
 * migration.plan.toMarkdown(); // for people
 * migration.applyTo(mesh, { services: { 'orders-node': web } });
 */
export class AppMeshMigration {
  /**
   * Reads CloudFormation templates, as JSON or YAML, of one mesh: resources of one may name those of another.
   *
   * Throws `AppMeshMigration.Unreadable` where one is neither.
   */
  public static templates(texts: string[], options: AppMeshTemplateOptions = {}): AppMeshMigration {
    return new AppMeshMigration(templateInventory(texts.map((text, index) => parsed(text, `template ${index + 1}`)), options.parameters));
  }

  /** The same for files; throws `AppMeshMigration.Unreadable` for one that is not there, and for a folder. */
  public static templateFiles(paths: string[], options: AppMeshTemplateOptions = {}): AppMeshMigration {
    return new AppMeshMigration(templateInventory(paths.map(parsedFile), options.parameters));
  }

  /**
   * Reads what `aws appmesh describe-…` printed, for all kinds of resources, and `aws ecs describe-task-definition`; one text a resource.
   *
   * Requests of `aws appmesh create-…` (`--cli-input-json`) are read as well. Throws `AppMeshMigration.Unreadable` where a text is no JSON or YAML.
   */
  public static descriptions(texts: string[]): AppMeshMigration {
    return new AppMeshMigration(descriptionInventory(texts.map((text, index) => parsed(text, `description ${index + 1}`))));
  }

  /** What to do, and what could not be read. */
  public readonly plan: AppMeshPlan;

  private constructor(inventory: MeshInventory) {
    this.plan = planOf(inventory);
  }

  /**
   * Gives the services their names in the mesh, and opens the way for those that call them.
   *
   * Names stay what they were, so that callers go on as before. Several virtual nodes may be one service now: versions that were split by
   * weight are its deployments.
   *
   * A name behind rules gets no server and no connection, for Service Connect looks into no request: `AppMeshMigration.Rules` warns of it.
   *
   * Refuses a virtual node that the plan does not have (`AppMeshMigration.UnknownNode`), a name that could not be read
   * (`AppMeshMigration.UnreadName`) and one that Service Connect does not take (`AppMeshMigration.Alias`), a task definition that still has
   * its proxy of App Mesh (`AppMeshMigration.ProxyConfiguration`), a service whose deployments would have nothing that moves their traffic,
   * because its name is behind rules (`AppMeshMigration.ShiftBehindRules`), and what `ServiceConnectMesh` refuses. Warns of virtual nodes
   * that get no service (`AppMeshMigration.NodeWithoutService`) and of names that several services would have to share
   * (`AppMeshMigration.SeveralServices`).
   *
   * @returns the endpoints that were made
   */
  public applyTo(mesh: ServiceConnectMesh, options: AppMeshServices): MigratedEndpoints {
    return applyPlan(this.plan, mesh, options);
  }
}
