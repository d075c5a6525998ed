"""The two functions that stand in templates themselves, against botocore's own model of the calls they make."""

import base64
import contextlib
import gzip
import io
import json
import os
import sys
import types
import unittest
from unittest import mock

import boto3
import yaml
from botocore.stub import Stubber

os.environ.update(AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")


class Loader(yaml.SafeLoader):
    """Reads `!Ref` and the like as what they are applied to."""


def plain(loader, _, node):
    construct = {"scalar": loader.construct_scalar, "sequence": loader.construct_sequence, "mapping": loader.construct_mapping}
    return construct[node.id](node)


Loader.add_multi_constructor("!", plain)

def resources(template):
    with open(os.path.join(os.path.dirname(__file__), "..", template), encoding="utf-8") as file:
        return yaml.load(file, Loader)["Resources"]


RESOURCES = resources("template.yaml") | resources("stacks/audit-bus.yaml")


@contextlib.contextmanager
def function(name, service):
    """A function's code, with a stub in place of the service's client."""
    client = boto3.client(service)
    sent = []
    fake = types.ModuleType("cfnresponse")
    fake.SUCCESS, fake.FAILED, fake.sent = "SUCCESS", "FAILED", sent
    fake.send = lambda event, context, status, data, physical_id: sent.append(status)
    with Stubber(client) as stub, mock.patch("boto3.client", lambda asked: client if asked == service else None):
        with mock.patch.dict(sys.modules, {"cfnresponse": fake}):
            module = {}
            exec(RESOURCES[name]["Properties"]["Code"]["ZipFile"], module)
            yield module["handler"], stub, sent


class FirstKeys(unittest.TestCase):
    def setUp(self):
        os.environ["FUNCTION"] = "rotate-keys"

    def run_with(self, request, answers, raises=None):
        with function("FirstKeysRunner", "lambda") as (handler, stub, sent):
            for answer in answers:
                stub.add_response("invoke", answer, {"FunctionName": "rotate-keys", "Payload": b"{}"})
            with self.assertRaises(raises) if raises else contextlib.nullcontext():
                handler({"RequestType": request}, None)
            stub.assert_no_pending_responses()
            return sent

    def test_a_deployment_succeeds_when_keys_are_there(self):
        answer = {"StatusCode": 200, "Payload": io.BytesIO(b"null")}
        self.assertEqual(self.run_with("Create", [answer]), ["SUCCESS"])

    def test_a_deployment_fails_when_they_are_not(self):
        answer = {"StatusCode": 200, "FunctionError": "Unhandled"}
        self.assertEqual(self.run_with("Update", [answer], RuntimeError), ["FAILED"])

    def test_a_stack_that_is_deleted_makes_no_keys(self):
        self.assertEqual(self.run_with("Delete", []), ["SUCCESS"])


class AuditForwarder(unittest.TestCase):
    def setUp(self):
        os.environ["BUS"] = "default"

    @staticmethod
    def batch(count):
        line = {
            "level": "INFO",
            "fields": {"log": "audit", "event": "send", "outcome": "SUCCESS", "allowed": True, "country": "CN"},
            "span": {"request_id": "id-1", "name": "request"},
        }
        events = [{"id": str(number), "timestamp": 0, "message": json.dumps(line)} for number in range(count)]
        data = gzip.compress(json.dumps({"messageType": "DATA_MESSAGE", "logEvents": events}).encode())
        return {"awslogs": {"data": base64.b64encode(data).decode()}}

    @staticmethod
    def expected(count):
        detail = {"outcome": "SUCCESS", "allowed": True, "country": "CN", "request_id": "id-1"}
        entry = {"EventBusName": "default", "Source": "bindery", "DetailType": "send", "Detail": json.dumps(detail)}
        return {"Entries": [entry] * count}

    def test_events_go_to_the_bus_ten_at_a_time(self):
        with function("AuditForwarder", "events") as (handler, stub, _):
            for count in (10, 2):
                stub.add_response("put_events", {"FailedEntryCount": 0, "Entries": []}, self.expected(count))
            handler(self.batch(12), None)
            stub.assert_no_pending_responses()

    def test_what_the_bus_does_not_take_is_tried_again(self):
        with function("AuditForwarder", "events") as (handler, stub, _):
            stub.add_response("put_events", {"FailedEntryCount": 1, "Entries": []}, self.expected(1))
            with self.assertRaises(RuntimeError):
                handler(self.batch(1), None)


if __name__ == "__main__":
    unittest.main()
