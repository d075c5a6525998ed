"""Prints what the SAM transform makes of template.yaml, or of the template that is named, so that what
it makes can be linted too. AWS_DEFAULT_REGION says for which region, since SAM writes its partition.

The linters look at the template as it is written, and miss references in Globals and in what SAM generates.
"""

import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.translator.arn_generator import ArnGenerator
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class ManagedPolicies:
    """AWS's policies by name; SAM asks for those it adds itself."""

    def load(self):
        names = ["service-role/AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess", "AWSXrayWriteOnlyAccess"]
        partition = ArnGenerator.get_partition_name()
        return {name.split("/")[-1]: f"arn:{partition}:iam::aws:policy/{name}" for name in names}


with open(sys.argv[1] if len(sys.argv) > 1 else "template.yaml", encoding="utf-8") as file:
    template = yaml_parse(file.read())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        # Where `sam package` would have put it.
        resource["Properties"]["CodeUri"] = "s3://bucket/key"
    if resource["Type"] == "AWS::CloudFormation::Stack":
        resource["Properties"]["TemplateURL"] = "https://bucket.s3.amazonaws.com/key"
print(json.dumps(transform(template, {}, ManagedPolicies()), indent=1))
