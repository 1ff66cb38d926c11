"""The house stands as DESIGN §2 says: what may lean on what, who says who may enter, short files.

Read with the standard library's `ast`, so that a rule is about the code and not about its words.
"""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
LAYERS = ("cities", "actionplans", "practices", "network")  # from the ground up
ROOMS = (*LAYERS, "templates", "static", "tests", "tools", ".ci")

LONGEST = 300
SOURCE = {".py", ".html", ".css", ".js", ".sh", ".typ"}

DOORS = {"public", "signed in", "author"}
# Views that others made and guard: allauth's own pages, and Django's admin for administrators.
GUARDED_BY_OTHERS = ("account/", "beheer/")

SIGNALS = {"pre_migrate", "post_migrate", "user_logged_in", "user_logged_out", "user_login_failed"}

# Inside an app, from the ground up. A module that is not named here holds rules.
FLOORS = {
    "models": 0,
    "rules": 1,
    "forms": 2,
    "filters": 2,
    "admin": 3,
    "management": 3,
    "templatetags": 3,
    "views": 3,
    "urls": 4,
}


# --- reading the code ----------------------------------------------------------------------------
def python_files(*rooms):
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def module_of(path):
    """('actionplans', 'views', 'editing') for actionplans/views/editing.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def imports(path, tree):
    """Every imported module or name as a tuple of its parts, relative ones made absolute."""
    package = module_of(path) if path.name == "__init__.py" else module_of(path)[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            base += tuple(node.module.split(".")) if node.module else ()
            yield from ((*base, alias.name) for alias in node.names)


def docstrings(tree):
    """The ids of the nodes that are docstrings, which may speak of anything."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, holders) and ast.get_docstring(node) is not None:
            yield id(node.body[0].value)


def words_of(tree):
    """(line, text) of string constants, and of names by which Django finds a related row."""
    told = set(docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.value.lineno, node.arg
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr


def layers_above(layer):
    return LAYERS[LAYERS.index(layer) + 1 :]


def names_from_above(layer):
    """What upper layers add to this layer's models (`city.plans`), and the names of their tables.

    A name that a model of this layer or below has itself is its own.
    """
    below = LAYERS[: LAYERS.index(layer) + 1]
    own, above = set(), set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in layers_above(layer):
            above.add(model._meta.db_table)
        if model._meta.app_label not in below:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            of_above = field.related_model and field.related_model._meta.app_label
            is_ours = of_above not in layers_above(layer)
            names = {field.name, getattr(field, "related_name", None) or field.name}
            (own if is_ours or not field.auto_created else above).update(names)
    return {name for name in above - own if not name.endswith("+")}


# --- the rules -----------------------------------------------------------------------------------
def upward_imports(path, tree):
    above = layers_above(module_of(path)[0])
    return [".".join(found) for found in imports(path, tree) if found[0] in above]


def upward_names(path, tree):
    """App labels, module paths, addresses, templates, tables and lookups of an upper layer."""
    layer = module_of(path)[0]
    labels = "|".join(layers_above(layer)) or "(?!)"
    pattern = re.compile(rf"^(?:{labels})$|(?<![\w-])(?:{labels})[.:/]\w")
    from_above = names_from_above(layer)
    return [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for line, text in words_of(tree)
        if pattern.search(text) or from_above & {text, *text.split("__")}
    ]


def floor_of(module):
    """The floor of a module inside its app; None for apps.py, which wires them together."""
    name = module[1] if len(module) > 1 else "rules"
    if name == "apps":
        return None
    return FLOORS["urls"] if name.endswith("urls") else FLOORS.get(name, FLOORS["rules"])


def imports_of_a_higher_floor(path, tree):
    module = module_of(path)
    own = floor_of(module)
    if own is None or "migrations" in module:
        return []
    return [
        f"{'.'.join(module)} imports {'.'.join(found)}"
        for found in imports(path, tree)
        if found[0] == module[0] and (floor_of(found) or 0) > own
    ]


def class_based_views(path, tree):
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return [
        f"{path.relative_to(ROOT)}: {node.name}"
        for node in classes
        for base in node.bases
        if ast.unparse(base).endswith("View")
    ]


def unwanted_signals(path, tree):
    allowed = SIGNALS if path.name == "apps.py" else set()
    return [
        f"{path.relative_to(ROOT)}: {'.'.join(found)}"
        for found in imports(path, tree)
        if found[:2] == ("django", "dispatch") or ("signals" in found and found[-1] not in allowed)
    ]


def problems(rule, *rooms):
    found = (rule(path, ast.parse(path.read_text())) for path in python_files(*rooms))
    return [problem for some in found for problem in some]


# --- the tests -----------------------------------------------------------------------------------
def test_imports_run_downwards_only():
    found = problems(upward_imports, *LAYERS)

    assert found == []


def test_lower_layers_do_not_name_an_upper_one():
    found = problems(upward_names, *LAYERS)

    assert found == []


def test_inside_an_app_models_carry_rules_carry_forms_carry_views_carry_urls():
    found = problems(imports_of_a_higher_floor, *LAYERS)

    assert found == []


def test_views_are_functions():
    found = problems(class_based_views, *LAYERS)

    assert found == []


def test_signals_are_for_migrations_and_signing_in_only():
    found = problems(unwanted_signals, *LAYERS)

    assert found == []


def test_source_files_are_short():
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*")]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in files
        if path.suffix in SOURCE and path.is_file() and "migrations" not in path.parts
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def views_by_address(patterns, prefix=""):
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views_by_address(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def test_every_view_says_who_may_enter():
    views = dict(views_by_address(get_resolver().url_patterns))

    silent = {
        address
        for address, view in views.items()
        if not address.startswith(GUARDED_BY_OTHERS) and getattr(view, "door", None) not in DOORS
    }

    assert silent == set()
    assert getattr(views["healthz"], "door", None) == "public"


@pytest.mark.parametrize(
    ("rule", "name", "code"),
    [
        (upward_imports, "cities/log.py", "from actionplans.models import Plan"),
        (upward_imports, "cities/log.py", "def later():\n    import network.settings"),
        (upward_names, "cities/log.py", "label = 'actionplans'"),
        (upward_names, "cities/log.py", "model = 'actionplans.Plan'"),
        (upward_names, "cities/log.py", "template = 'practices/list.html'"),
        (upward_names, "actionplans/rows.py", "reverse('network:home')"),
        (upward_names, "cities/log.py", "table = 'actionplans_plan'"),
        (upward_names, "cities/log.py", "filter(plans__framework='eccar')"),
        (upward_names, "cities/log.py", "order = 'city__plans__slug'"),
        (upward_names, "cities/log.py", "city.plans.all()"),
        (imports_of_a_higher_floor, "cities/models/place.py", "from ..log import record"),
        (imports_of_a_higher_floor, "actionplans/rows.py", "from .views import reading"),
        (imports_of_a_higher_floor, "cities/log.py", "from cities.forms import CityForm"),
        (imports_of_a_higher_floor, "network/views/home.py", "from ..urls import urlpatterns"),
        (class_based_views, "cities/log.py", "class Home(generic.TemplateView): ..."),
        (unwanted_signals, "cities/apps.py", "from django.db.models.signals import post_save"),
        (unwanted_signals, "cities/log.py", "from django.db.models.signals import post_migrate"),
        (unwanted_signals, "cities/log.py", "from django.dispatch import receiver"),
    ],
)
def test_a_rule_finds_code_that_breaks_it(rule, name, code):
    assert len(rule(ROOT / name, ast.parse(code))) == 1


@pytest.mark.parametrize(
    ("rule", "name", "code"),
    [
        (upward_imports, "network/urls.py", "from cities.models import City"),
        (upward_names, "cities/log.py", '"""The network: see actionplans.plans."""'),
        (upward_names, "cities/log.py", "advice = 'Rol in het netwerk.'"),
        (upward_names, "cities/log.py", "order = 'city__memberships__role'"),
        (imports_of_a_higher_floor, "network/views/home.py", "from ..models import Agreement"),
        (unwanted_signals, "cities/apps.py", "from django.db.models.signals import post_migrate"),
    ],
)
def test_a_rule_lets_good_code_pass(rule, name, code):
    assert rule(ROOT / name, ast.parse(code)) == []
