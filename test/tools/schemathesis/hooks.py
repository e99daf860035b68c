"""What Schemathesis cannot read in the document: how Jira signs a webhook, and whole bodies and ids that are there."""

import copy
import hashlib
import hmac
import json
import os
import pathlib

import requests
import schemathesis
import yaml

# PyYAML gives a bare `=` a tag of YAML 1.1 that it cannot read (yaml/pyyaml#89), and Schemathesis ends the phase there.
for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    loader.add_constructor("tag:yaml.org,2002:value", yaml.SafeLoader.construct_scalar)

KNOWN = json.loads(pathlib.Path(os.environ["LEASEHOLD_KNOWN"]).read_text())


def number_of(value):
    """The same for the same value, in every run."""
    return int(hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest(), 16)


def draw(known, made_up):
    """For half of what is made up, one of the known values."""
    number = number_of(made_up)
    if not known or number % 2 == 0:
        return made_up
    return copy.deepcopy(known[number // 2 % len(known)])


@schemathesis.hook
def map_body(context, body):
    return draw(KNOWN["bodies"].get(context.operation.label), body)


@schemathesis.hook.apply_to(path_regex="^/api/v1/(grants|my/access)/")
def map_path_parameters(context, path_parameters):
    # The dictionaries of Schemathesis have no value with a slash in a path.
    if path_parameters and "id" in path_parameters:
        return {**path_parameters, "id": draw(KNOWN["grants"], path_parameters["id"])}
    return path_parameters


class JiraSignature(requests.auth.AuthBase):
    """Signs the bytes that are sent, but leaves every fourth body to be refused."""

    def __call__(self, request):
        body = request.body or b""
        if isinstance(body, str):
            body = body.encode()
        if number_of(body) % 4 != 0:
            digest = hmac.new(os.environ["JIRA_WEBHOOK_SECRET"].encode(), body, hashlib.sha256).hexdigest()
            request.headers["X-Hub-Signature"] = f"sha256={digest}"
        return request


@schemathesis.hook.apply_to(path="/webhooks/jira")
def before_call(context, case, kwargs):
    kwargs["auth"] = JiraSignature()
