import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { Arn, ArnFormat, Names } from 'aws-cdk-lib/core';
import { Construct, IConstruct } from 'constructs';
import { checkNamespaceName } from '../model/discovery/namespace';
import { Finding, refuse } from '../model/finding';
import { known } from '../private/known';

// Cloud Map API reference, CreateHttpNamespace.
const LONGEST_NAME = 1024;

/**
 * The Cloud Map namespace in which services have their names.
 *
 * A namespace knows no cluster: services of several clusters and stacks find each other in one. A new one is made once for each of these
 * objects, wherever that is used first.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/dg/working-with-namespaces.html
 */
export class CloudMapNamespace {
  /**
   * A new namespace without DNS, which costs nothing: what Service Connect needs, and all that discovery by API calls needs.
   *
   * Refused with `CloudMapNamespace.Name` where Cloud Map does not take the name.
   *
   * @param name name of the namespace, unique in the account and region; left out, it is made of the construct's path
   */
  public static http(name?: string): CloudMapNamespace {
    return new CloudMapNamespace(
      (scope) => new cloudmap.HttpNamespace(scope, 'Namespace', { name: name ?? Names.uniqueResourceName(scope, { maxLength: LONGEST_NAME, separator: '-' }) }),
      cloudmap.NamespaceType.HTTP,
      checkNamespaceName('http', known(name)),
    );
  }

  /**
   * A new namespace whose names DNS answers inside a VPC: a private hosted zone of Route 53.
   *
   * Refused with `CloudMapNamespace.Name` where it is no DNS name.
   *
   * @param name domain of the namespace, such as `production.local`
   * @param vpc where the names resolve
   */
  public static privateDns(name: string, vpc: ec2.IVpc): CloudMapNamespace {
    return new CloudMapNamespace(
      (scope) => new cloudmap.PrivateDnsNamespace(scope, 'Namespace', { name, vpc }),
      cloudmap.NamespaceType.DNS_PRIVATE,
      checkNamespaceName('dns', known(name)),
    );
  }

  /** A namespace that is there: of this app, such as that of a mesh, or imported. */
  public static existing(namespace: cloudmap.INamespace): CloudMapNamespace {
    return new CloudMapNamespace(() => namespace, namespace.type, [], false, namespace);
  }

  /**
   * A namespace that another account shares through AWS RAM; for Service Connect only.
   *
   * The share needs the permission `AWSRAMPermissionCloudMapECSFullPermission`. Other users than Service Connect refuse it with
   * `CloudMapNamespace.Shared`; `CloudMapNamespace.Arn` refuses what is no ARN of a namespace.
   *
   * @param arn ARN of the namespace
   * @param name name of the namespace in the other account
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-shared-namespaces.html
   */
  public static shared(arn: string, name: string): CloudMapNamespace {
    return new CloudMapNamespace((scope) => importShared(scope, arn, name), cloudmap.NamespaceType.HTTP, checkArn(known(arn)), true);
  }

  private readonly made = new WeakMap<IConstruct, cloudmap.INamespace>();

  private constructor(
    private readonly make: (scope: Construct) => cloudmap.INamespace,
    /** @internal */
    public readonly _type: cloudmap.NamespaceType,
    private readonly found: Finding[],
    /** @internal */
    public readonly _isShared: boolean = false,
    private readonly given?: cloudmap.INamespace,
  ) {}

  /** @internal */
  public _findings(): Finding[] {
    return this.found;
  }

  /**
   * The namespace, made under the first construct of an app that asks, with the id `Namespace`, where it is new.
   *
   * @internal
   */
  public _bind(scope: Construct): cloudmap.INamespace {
    const { root } = scope.node;
    const namespace = this.made.get(root) ?? this.make(scope);
    this.made.set(root, namespace);
    return namespace;
  }

  /**
   * The namespace where it is there already.
   *
   * @internal
   */
  public _known(scope: Construct): cloudmap.INamespace | undefined {
    return this.given ?? this.made.get(scope.node.root);
  }
}

function importShared(scope: Construct, arn: string, name: string): cloudmap.INamespace {
  return cloudmap.HttpNamespace.fromHttpNamespaceAttributes(scope, 'Namespace', {
    namespaceArn: arn,
    namespaceName: name,
    namespaceId: Arn.extractResourceName(arn, 'namespace'),
  });
}

function checkArn(arn: string | undefined): Finding[] {
  if (arn === undefined) return [];
  const { service, resource } = arn.split(':').length > 5 ? Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME) : { service: '', resource: '' };
  return service === 'servicediscovery' && resource === 'namespace' ? []
    : [refuse('CloudMapNamespace.Arn', 'arn', `is the ARN of a Cloud Map namespace, arn:aws:servicediscovery:…:namespace/ns-…, got '${arn}'`)];
}
