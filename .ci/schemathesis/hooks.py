"""What schemathesis cannot know by itself: which sources, extensions and digests there are, how npm writes ranges, and
how a Gitea signs. It also holds answers to headers and fields that are not described, and counts the requests."""

import atexit
import collections
import hashlib
import hmac
import json
import os
import urllib.request

import requests.auth
import schemathesis
from hypothesis import strategies as st

SERVICE = os.environ["FUZZED_SERVICE"]
SECRET = os.environ["FUZZED_SECRET"].encode()

# Of HTTP itself.
FRAMING = {"content-type", "content-length", "content-encoding", "transfer-encoding", "date", "connection"}

answered = collections.Counter()


def ask(path):
    with urllib.request.urlopen(SERVICE + path) as answer:
        return answer.headers, json.load(answer)


def real():
    """Values that lead to something, by the name of their parameter."""
    extensions = ask("/api/v1/extensions")[1]
    repositories = ask("/v2/_catalog")[1]["repositories"]
    digests, versions = set(), {"latest"}
    for extension in extensions:
        path = f"/api/v1/extensions/{extension['type']}/{extension['name']}/versions"
        versions.update(version["version"] for version in ask(path)[1] if "/" not in version["version"])
    for repository in repositories:
        for tag in ask(f"/v2/{repository}/tags/list")[1]["tags"]:
            headers, manifest = ask(f"/v2/{repository}/manifests/{tag}")
            digests.add(headers["Docker-Content-Digest"])
            digests.update(layer["digest"] for layer in manifest.get("layers", []))
    return {
        "source": sorted(ask("/api/v1/health")[1]["backends"]),
        "name": sorted({extension["name"] for extension in extensions}),
        "version": sorted(versions),
        "namespace": sorted({repository.rpartition("/")[0] for repository in repositories}),
        "repository": sorted({repository.rpartition("/")[2] for repository in repositories}),
        "reference": sorted(digests | versions),
        "digest": sorted(digests),
    }


@schemathesis.hook
def before_load_schema(context, raw_schema):
    known = real()
    for path in raw_schema["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                values = known.get(parameter.get("name"))
                # Whoever names a source that there is not is told so: which there are no schema can say.
                if values and parameter["name"] == "source":
                    parameter["schema"] = {"type": "string", "enum": values}
                elif values:
                    parameter["schema"] = {"anyOf": [{"type": "string", "enum": values}, parameter["schema"]]}
    # Clients must bear fields that are new; here such a field is one that nobody described.
    for schema in raw_schema["components"]["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    """The two parts of a repository's name share 255 characters, which no schema of one parameter can say."""
    parts = [str((path_parameters or {}).get(part, "")) for part in ("namespace", "repository")]
    return len("/".join(parts)) <= 255


PART = st.integers(0, 20).map(str)
VERSION = st.lists(PART, min_size=1, max_size=3).map(".".join)
BOUND = st.tuples(st.sampled_from(["", "^", "~", ">=", "<=", ">", "<", "="]), VERSION).map("".join)
schemathesis.openapi.format(
    "semver-range",
    st.one_of(
        st.just("*"),
        VERSION.map(lambda version: version + ".x" if version.count(".") < 2 else version),
        st.lists(BOUND, min_size=1, max_size=3).map(" ".join),
        st.lists(BOUND, min_size=2, max_size=3).map(" || ".join),
        st.tuples(VERSION, VERSION).map(" - ".join),
    ),
)


class Sender(requests.auth.AuthBase):
    """Signs webhooks as a Gitea does."""

    def __call__(self, request):
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        request.headers["X-Hub-Signature-256"] = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        return request


schemathesis.auth.set_from_requests(Sender()).apply_to(path_regex="/webhooks/")


@schemathesis.check
def everything_is_described(ctx, response, case):
    """No header but those that stand beside the status."""
    described = case.operation.definition.raw["responses"].get(str(response.status_code))
    if described is not None and case.method.upper() == case.operation.method.upper():
        known = FRAMING | {name.lower() for name in described.get("headers", {})}
        strangers = {name.lower() for name in response.headers} - known
        assert not strangers, f"Headers that are not described: {', '.join(sorted(strangers))}"


@schemathesis.hook
def after_call(context, case, response):
    answered[case.operation.label, response.status_code] += 1


@atexit.register
def count():
    with open(os.environ["FUZZED_COUNT"], "w") as file:
        for operation in sorted({operation for operation, _ in answered}):
            statuses = {status: n for (of, status), n in sorted(answered.items()) if of == operation}
            print(operation, *(f"{status}: {n}" for status, n in statuses.items()), sep="  ", file=file)
        print("in all", sum(answered.values()), file=file)
