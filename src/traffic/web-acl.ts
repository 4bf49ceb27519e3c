import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { Finding } from '../model/finding';
import { checkWebAcl } from '../model/traffic/load-balancer';
import { known } from '../private/known';

/**
 * A web ACL of AWS WAF in front of a load balancer.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html
 *
 * @example
 * const webAcl = WebAcl.byArn('arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/web/a1b2c3d4');
 * TrafficSource.loadBalancer({ domainName: 'www.example.com', hostedZone, webAcl });
 */
export class WebAcl {
  /** A web ACL with scope REGIONAL, in the region of the load balancer. */
  public static byArn(webAclArn: string): WebAcl {
    return new WebAcl(webAclArn);
  }

  private constructor(private readonly webAclArn: string) {}

  /**
   * What is wrong with the web ACL.
   *
   * @internal
   */
  public _findings(): Finding[] {
    return checkWebAcl(known(this.webAclArn));
  }

  /**
   * Puts the web ACL in front of a load balancer.
   *
   * @internal
   */
  public _bind(scope: Construct, loadBalancer: elbv2.IApplicationLoadBalancer): void {
    new wafv2.CfnWebACLAssociation(scope, 'WebAclAssociation', {
      resourceArn: loadBalancer.loadBalancerArn,
      webAclArn: this.webAclArn,
    });
  }
}
