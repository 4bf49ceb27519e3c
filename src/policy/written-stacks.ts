import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { CfnResource, IPolicyValidationContext, Stack, Stage } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { TemplateSet } from '../model/template/template-set';
import { known } from '../private/known';

/** The stacks of an app whose templates are written, with those nested in them. */
export class WrittenStacks {
  /** The stacks of one environment, of which CDK tells the plugin; it names the outermost ones only. */
  public static ofContext({ appConstruct, stackTemplates }: IPolicyValidationContext): WrittenStacks {
    const files = new Map(stackTemplates.map(({ stackConstructPath, templatePath }) => [stackConstructPath, templatePath]));
    return new WrittenStacks(stacksIn(appConstruct).flatMap((stack): [Stack, string][] => {
      const file = files.get(outermost(stack).node.path);
      return file === undefined ? [] : [[stack, join(dirname(file), stack.templateFile)]];
    }));
  }

  /** All stacks of a stage, which is synthesised if it is not yet. */
  public static ofStage(stage: Stage): WrittenStacks {
    stage.synth();
    return new WrittenStacks(stacksIn(stage).map((stack) => [stack, join((Stage.of(stack) as Stage).synth().directory, stack.templateFile)]));
  }

  private readonly files: ReadonlyMap<Stack, string>;

  private constructor(files: readonly (readonly [Stack, string])[]) {
    this.files = new Map(files);
  }

  /** What is in the templates. */
  public templates(): TemplateSet {
    return TemplateSet.of([...this.files].map(([stack, file]) => {
      const parent = this.files.get(stack.nestedStackParent as Stack);
      return {
        name: file,
        template: JSON.parse(readFileSync(file, 'utf8')),
        stackName: known(stack.stackName),
        nestedIn: parent === undefined ? undefined : { name: parent, logicalId: logicalIdOf(stack.nestedStackResource as CfnResource) },
      };
    }));
  }

  /** The template that a resource is in; none where it is of another environment. */
  public fileOf(resource: CfnResource): string | undefined {
    return this.files.get(resource.stack);
  }

  /** The stack that a template is of. */
  public stackOf(file: string): Stack | undefined {
    return [...this.files].find(([, written]) => written === file)?.[0];
  }

  /** True for what is in one of the stacks; what has stacks in it counts as part of the first of them, so that it is of one environment. */
  public has(construct: IConstruct): boolean {
    const stack = construct.node.scopes.find(Stack.isStack) ?? stacksIn(construct)[0];
    return this.files.has(stack);
  }
}

/** The name of a resource in its template. */
export function logicalIdOf(resource: CfnResource): string {
  return resource.stack.resolve(resource.logicalId);
}

function stacksIn(scope: IConstruct): Stack[] {
  return scope.node.findAll().filter(Stack.isStack);
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}
