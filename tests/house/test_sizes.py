"""The house rules that a machine can check: sizes, what a module and a function promise, and what stays out."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache

from planner.texts import ROOT

MOST_LINES = 300
HARD_LINES = 400
MOST_IN_FUNCTION = 40
MOST_IN_VIEW = 20
MOST_PARAMETERS = 5

LONG_MODULES: dict[str, str] = {}
"""Modules of more than 300 lines, and why; none may pass 400."""

LONG_FUNCTIONS = {
    "planner/demo/planting.py:_gamleby": "the facts of one gathering, no decisions",
}

MANY_PARAMETERS = {
    "planner/calendars/ical/pieces.py:identify": "what RFC 5545 wants of every event",
    "planner/programmes/pdf/__init__.py:print_programme": "pure: the printer is given all it may know",
    "planner/press/machine.py:press": "pure: the printer is given all it may know",
    "planner/programmes/services.py:publish": "what whoever publishes says of the version, each with its usual value",
    "planner/programmes/snapshot/following.py:follow": "two versions, and the four choices of whoever publishes",
    "planner/web/caching.py:versioned": "the headers of an answer, each with its usual value",
}

CATCH_ALL = {
    "planner/activities/errands/parsing.py": "whatever a calendar makes the other process raise, it cannot be read",
    "planner/activities/rules/opening.py": "a parser may raise anything of somebody else's file; it is refused",
    "planner/activities/rules/reading.py": "what cannot be understood of somebody else's calendar is passed over",
    "planner/mail/delivery/carrying.py": "a letter may fail in any way; it is booked, tried again, given up in the end",
    "planner/press/apart.py": "what a print raised in the other process is raised again in this one",
    "planner/replies/errands/__init__.py": "parsers may raise anything of a mail made to hurt; it is passed over",
    "planner/web/entry.py": "rolls back, closes, and hands on",
    "planner/web/errands.py": "an errand may fail in any way; it is booked and tried again",
    "planner/web/errors.py": "the page for what nobody foresaw",
}
"""Modules that may catch every exception."""

CLOCKS = {
    "planner/core/cache.py": "asks how old a file is, which the file system knows in its own time",
}
"""Modules below web/ that may ask for the time; all others have work.now."""

# Put together here, or this file would be the one that holds them.
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
PLACES = ("/" + "home/", "/" + "root/", "/" + "work/", "/" + "tmp/", "/" + "Users/", "C:" + "\\\\")
REGISTRIES = ("py" + "pi.org", "pythonhosted" + ".org", "npm" + "js.org", "registry" + ".npm", "index" + "-url = ")
LOCKS = ("requirements.lock", "requirements-dev.lock")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the planner, by its path from the root of the tree."""
    files = sorted((ROOT / "planner").rglob("*.py"))
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text()) for file in files}


def functions() -> Iterator[tuple[str, Function]]:
    """Every function with the module it stands in, nested ones too."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{path}:{node.name}", node


def public_functions() -> Iterator[tuple[str, Function]]:
    """What other modules may call. A view is called by its address; its name and its page say what it does."""
    for path, tree in modules().items():
        for node in tree.body:
            if isinstance(node, Function) and not node.name.startswith("_") and not is_of_views(path):
                yield f"{path}:{node.name}", node


def is_of_views(path: str) -> bool:
    return path.endswith("/views.py") or "/views/" in path


def is_view(path: str, function: Function) -> bool:
    return is_of_views(path.partition(":")[0]) and not function.name.startswith("_")


def lines_of(function: Function) -> int:
    """The lines from a function's def to its end, without its docstring."""
    first = function.body[0]
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return (function.end_lineno or 0) - function.lineno + 1 - (said * ((first.end_lineno or 0) - first.lineno + 1))


def parameters_of(function: Function) -> int:
    """How many a function takes, besides the Work and its own self."""
    all_of_them = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return sum(each.arg not in ("self", "cls", "work") for each in all_of_them)


def found_in(kind: type[ast.AST], path: str) -> list[ast.AST]:
    return [node for node in ast.walk(modules()[path]) if isinstance(node, kind)]


def kept_files() -> list[str]:
    """The text files that git keeps, or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.splitlines() if listed.returncode == 0 else unpacked_files()
    return [name for name in names if (ROOT / name).is_file() and not is_binary(name)]


def unpacked_files() -> list[str]:
    """The files of a tree that came without its history."""
    hidden = re.compile(r"(^|/)(\.|__pycache__|instance/|.*\.egg-info)")
    files = (str(file.relative_to(ROOT)) for file in ROOT.rglob("*"))
    return [name for name in files if not hidden.search(name)]


def is_binary(name: str) -> bool:
    return b"\0" in (ROOT / name).read_bytes()[:8000]


def lines_with(words: tuple[str, ...], names: list[str]) -> list[str]:
    """file:line of every line that holds one of the words."""
    return [
        f"{name}:{number}"
        for name in names
        for number, line in enumerate((ROOT / name).read_text(errors="replace").splitlines(), 1)
        if any(word in line for word in words)
    ]


def test_a_module_fits_in_300_lines() -> None:
    sizes = {path: len((ROOT / path).read_text().splitlines()) for path in modules()}
    long = {path for path, size in sizes.items() if size > MOST_LINES}
    assert long == LONG_MODULES.keys()
    assert {path: size for path, size in sizes.items() if size > HARD_LINES} == {}


def test_a_module_of_tests_keeps_to_the_wall() -> None:
    sizes = {str(path): len(path.read_text().splitlines()) for path in (ROOT / "tests").rglob("*.py")}
    assert {path: size for path, size in sizes.items() if size > HARD_LINES} == {}


def test_a_function_fits_in_40_lines() -> None:
    assert {name for name, function in functions() if lines_of(function) > MOST_IN_FUNCTION} == LONG_FUNCTIONS.keys()


def test_a_view_fits_in_20_lines() -> None:
    views = {name: lines_of(function) for name, function in functions() if is_view(name, function)}
    assert {name: size for name, size in views.items() if size > MOST_IN_VIEW} == {}


def test_a_function_takes_at_most_five_parameters_besides_the_work() -> None:
    many = {name for name, function in functions() if parameters_of(function) > MOST_PARAMETERS}
    assert many == MANY_PARAMETERS.keys()


def test_whoever_works_for_a_use_case_takes_the_work_first() -> None:
    deep = re.compile(r"/(services|hearers|letters)(\.py|/)")
    taking = {name: [arg.arg for arg in f.args.args] for name, f in functions() if deep.search(name)}
    assert [name for name, arguments in taking.items() if "work" in arguments[1:]] == []


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = [path for path, tree in modules().items() if not ast.get_docstring(tree)]
    assert silent == []


def test_every_public_function_says_what_it_promises() -> None:
    assert [name for name, function in public_functions() if not ast.get_docstring(function)] == []


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        name
        for name, function in functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_exception_is_swallowed_unseen() -> None:
    wide = {"Exception", "BaseException"}
    catching = {
        path
        for path in modules()
        for handler in found_in(ast.ExceptHandler, path)
        if isinstance(handler, ast.ExceptHandler)
        and (handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in wide))
    }
    assert sorted(catching - CATCH_ALL.keys()) == []


def test_the_time_is_asked_for_at_the_entry_only() -> None:
    asking = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    below = {path for path in modules() if not path.startswith("planner/web/")}
    assert {path for path in below if asking.search((ROOT / path).read_text())} == CLOCKS.keys()


def test_nothing_is_left_for_later_in_the_code() -> None:
    assert lines_with(UNFINISHED, [name for name in kept_files() if name not in LOCKS]) == []


def test_the_tree_knows_no_machine_and_no_registry() -> None:
    # What git ignores is written from the root of the tree, not of the machine.
    assert lines_with(PLACES + REGISTRIES, [name for name in kept_files() if name != ".gitignore"]) == []
