import { checkImageSource } from '../../model/capacity/image-source';
import { checkMetadata } from '../../model/capacity/instance-metadata';
import { checkMachineImage } from '../../model/capacity/machine-image';
import { checkUserData, readBootstrap } from '../../model/capacity/user-data';
import { WrittenChoice } from '../../model/capacity/written-group';
import { under } from '../../model/finding';
import { TemplateSet } from '../../model/template/template-set';
import { GroupLaunch, groupPool, instanceGroupsIn } from '../../model/workload/instance-groups';
import { joinsDefault, modesOn } from '../../model/workload/pool-tasks';
import { Located, told } from '../check';

const NAMES = {
  hopLimit: 'MetadataOptions.HttpPutResponseHopLimit',
  httpTokens: 'MetadataOptions.HttpTokens',
};

/** What instances for ECS start from. */
export function machines(set: TemplateSet): readonly Located[] {
  return instanceGroupsIn(set).flatMap((group) => {
    const { launch } = group;
    if (launch === undefined) return [];
    const { image, imageId, imageName, resource, userData } = launch;
    const { architecture, variant } = image ?? {};
    const findings = [
      ...under('imageId', checkMachineImage({ source: imageName ?? imageId, architecture, variant, pool: groupPool(group) })),
      ...under('imageId', checkImageSource({ imageId })),
      ...under('userData', checkUserData({ text: userData, optimizedImage: image !== undefined, defaultCluster: joinsDefault(set, group) })),
      ...checkMetadata({ ...metadataOf(launch), modes: modesOn(set, group) }),
    ];
    return told(resource, resource.type === 'AWS::EC2::LaunchTemplate' ? under('launchTemplateData', findings) : findings, NAMES);
  });
}

function metadataOf({ facts, image, userData }: GroupLaunch) {
  return {
    endpoint: facts.endpoint,
    tokens: chosenOf(facts.tokens, image?.tokens),
    hopLimit: chosenOf(facts.hopLimit, image?.hopLimit),
    blocked: readBootstrap(userData).blocksMetadata,
  };
}

/** What is left out is what the image says. */
function chosenOf<Value>(choice: WrittenChoice<Value> | undefined, ofImage: Value | undefined): Value | undefined {
  return choice === undefined ? ofImage : choice.value;
}
