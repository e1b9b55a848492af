"""What schemathesis is told of this server: who asks, and what there is to ask for.

- Each case carries the session of the role, opened anew after a case that ended it, and the address of another client,
  as a proxy would name it: the limits of one address are for people, and would leave nothing but 429 to see.
- What `world.py` asked is asked once more by each role, as examples, so that whatever can succeed does. Parts of paths,
  bodies and the ids in bodies are drawn from the same as well as made up. The answers are judged by the document as it
  is; only what is asked is narrowed.
- Every answer is counted by its operation, of which each that is documented is there, and each failure of a check kept,
  in the file that `cargo xtask fuzz` reads.
"""

import atexit
import json
import os
import re
from collections import Counter

import requests
import schemathesis
from hypothesis import strategies as st

ADDRESS = os.environ["FUZZ_ADDRESS"]
ROLE = os.environ["FUZZ_ROLE"]
COUNTS = os.environ["FUZZ_COUNTS"]
with open(os.environ["FUZZ_WORLD"], encoding="utf-8") as file:
    WORLD = json.load(file)

PASSWORD = "passerelle-demo"

# What is asked of searches beside what is made up, because rules refuse most of that.
ASKED = {
    "q": ["page", "html css", '"web page"', "développement -java", "صفحة", "a" * 300],
    "radius": [0, 1, 30, 500, 501],
    "level": [1, 4, 8, 9],
    "training_days": [1, 5, 6],
    "min_pay": [0, 1500],
}

# What each operation was asked with, as `world.py` did.
BODIES = {}

# What the cases of each phase are counted as.
PHASES = {"examples": "asked", "coverage": "boundary", "fuzzing": "drawn"}

counted = {"asked": 0, "boundary": 0, "drawn": 0, "operations": {}, "failures": Counter()}
session = {"cookie": None}
clients = 0


def sign_in():
    session["cookie"] = None
    if not ROLE:
        return
    credentials = {"email": f"{ROLE}@example.org", "password": PASSWORD}
    answer = requests.post(f"{ADDRESS}/api/session", json=credentials, headers=client(), timeout=30)
    answer.raise_for_status()
    session["cookie"] = answer.headers["set-cookie"].split(";")[0]


def client():
    global clients
    clients += 1
    return {"X-Forwarded-For": f"10.{clients >> 16 & 255}.{clients >> 8 & 255}.{clients & 255}"}


def asked_for(method, template):
    """The parts of the paths of this template that the world holds, and what was asked of it by this method: each time
    the parts, the body and the query."""
    pattern = re.compile("^" + re.sub(r"\\{\w+\\}", "([^/]+)", re.escape(template)) + "$")
    found = [(verb, pattern.match(path), body, query) for verb, path, body, query in WORLD["asked"]]
    found = [(verb, match.groups(), body, query) for verb, match, body, query in found if match]
    # What may be deleted is asked for by nothing else, so that it is there when its turn comes.
    parts = [groups for verb, groups, *_ in found if (verb == "DELETE") == (method == "delete")]
    requests = []
    for verb, groups, body, query in found:
        if verb.lower() == method and (groups, body, query) not in requests:
            requests.append((groups, body, query))
    return parts or [groups for _, groups, *_ in found], requests


def narrowed(schema, schemas):
    """A schema of what is asked, with everything that it refers to in it and the ids of things that are there."""
    if isinstance(schema, list):
        return [narrowed(item, schemas) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        if name in WORLD["pools"]:
            return {"type": "string", "enum": WORLD["pools"][name]}
        if name == "IdempotencyKey":
            return {"type": "string", "pattern": "^[A-Za-z0-9-]{8,64}$"}
        return narrowed(schemas[name], schemas)
    return {key: narrowed(value, schemas) for key, value in schema.items()}


def exemplify(operation, requests):
    """Says what was asked as examples, each of its parts under one name, so that they come together again."""
    places = [it for it in operation["parameters"] if it["in"] == "path"]
    asking = {it["name"]: it for it in operation["parameters"] if it["in"] == "query"}
    contents = list(operation.get("requestBody", {}).get("content", {}).values())
    for number, (groups, body, query) in enumerate(requests):
        named = list(zip(places, groups)) + [(asking[name], value) for name, value in query.items()]
        if body is not None:
            named += [(content, body) for content in contents]
        for it, value in named:
            it.setdefault("examples", {})[f"asked-{number}"] = {"value": value}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    schemas = raw_schema["components"]["schemas"]
    for template, operations in raw_schema["paths"].items():
        for method, operation in operations.items():
            counted["operations"].setdefault(f"{method.upper()} {template}", Counter())
            parts, requests = asked_for(method, template)
            places = [it for it in operation["parameters"] if it["in"] == "path"]
            if places and not parts:
                raise SystemExit(f"world.py asks for nothing under {template}")
            for place, values in zip(places, zip(*parts)):
                place["schema"] = {"type": "string", "enum": sorted(set(values))}
            for parameter in operation["parameters"]:
                if parameter["in"] == "query" and parameter["name"] == "cursor" and template in WORLD["cursors"]:
                    parameter["schema"] = {"enum": [WORLD["cursors"][template]]}
                elif parameter["in"] == "query":
                    parameter["schema"] = narrowed(parameter["schema"], schemas)
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                content["schema"] = narrowed(content["schema"], schemas)
            BODIES[method, template] = [body for _, body, _ in requests if body is not None]
            exemplify(operation, requests)


@schemathesis.hook
def flatmap_query(context, query):
    names = sorted(ASKED.keys() & (query or {}).keys())
    if not names:
        return st.just(query)
    asked = st.fixed_dictionaries({name: st.sampled_from(ASKED[name]) for name in names})
    return st.one_of(st.just(query), asked.map(lambda values: {**query, **values}))


@schemathesis.hook
def flatmap_body(context, body):
    """What was made up, or a body of the world, or one of which some members are made up: most rules refuse what is
    made up whole, and what is behind them would not be reached."""
    bodies = BODIES[context.operation.method.lower(), context.operation.path]
    files = [it for it in bodies if isinstance(it, str)]
    if files:
        return st.one_of(st.just(body), st.sampled_from(files))
    if not bodies or not isinstance(body, dict):
        return st.just(body)

    def mixed(base, replaced):
        return {**base, **{name: body[name] for name in replaced}}

    base = st.sampled_from(bodies)
    names = sorted(body)
    replaced = st.sets(st.sampled_from(names), max_size=2) if names else st.just(set())
    return st.one_of(st.just(body), base, st.builds(mixed, base, replaced))


@schemathesis.hook
def before_call(context, case, kwargs):
    if session["cookie"] is None:
        sign_in()
    case.headers = {**(case.headers or {}), **client()}
    if session["cookie"]:
        case.headers["Cookie"] = session["cookie"]


@schemathesis.hook
def after_call(context, case, response):
    counted[PHASES[case.meta.phase.name.value] if case.meta else "boundary"] += 1
    statuses = counted["operations"].setdefault(case.operation.label, Counter())
    statuses[str(response.status_code)] += 1
    if case.path in ("/api/session", "/api/accounts") and response.status_code < 300 and case.method.upper() != "GET":
        session["cookie"] = None


@schemathesis.hook
def filter_failure(context, failure, case, response):
    counted["failures"][f"{case.operation.label} ({response.status_code}): {failure.title}"] += 1
    return True


@atexit.register
def write():
    with open(COUNTS, "w", encoding="utf-8") as file:
        json.dump(counted, file)
