"""House rules that no linter knows: short files, nothing of others copied in, nothing inline.

Looks at the files that git knows or would add; outside a clone, at everything but the usual
by-products. Standard library only.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300
SOURCE = {".py", ".html", ".css", ".js", ".sh"}
# A page that is read without the portal brings its style along (DESIGN §5).
BRINGS_ITS_STYLE = {Path("templates/network/dossiers/bundle.html")}
NOT_OURS = (".min.js", ".min.css", ".woff", ".woff2", ".map")
BY_PRODUCTS = {".git", ".venv", "var", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis"}

STYLE = "a style element"
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
# In two parts, so that this file does not name what it forbids. The tests, the browser and the
# locks work with the address that the user's own tools are set to.
REGISTRIES = [
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"),
    ("yarnpkg", "com"), ("jsdelivr", "net"), ("unpkg", "com"), ("cloudflare", "com"),
    ("googleapis", "com"), ("gstatic", "com"), ("bootstrapcdn", "com"), ("jquery", "com"),
    ("deb.debian", "org"), ("docker", "io"), ("ghcr", "io"), ("quay", "io"),
]  # fmt: skip
REGISTRY = re.compile("|".join(re.escape(f"{name}.{end}") for name, end in REGISTRIES))
INDEX_OPTION = re.compile(r"^\s*(--(extra-)?index-url|--find-links|-i |-f )", re.MULTILINE)


def tree() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        paths = [Path(name) for name in listing.stdout.split("\0") if name]
    else:
        paths = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
    return sorted(
        path
        for path in set(paths)
        if (ROOT / path).is_file() and not BY_PRODUCTS.intersection(path.parts)
    )


class InlineFinder(HTMLParser):
    """Collects what the content security policy would refuse, with the line it is on."""

    def __init__(self, template: str):
        super().__init__()
        self.found: list[tuple[int, str]] = []
        # Blanked, not removed, so that the lines stay the same.
        self.feed(TEMPLATE_TAG.sub(lambda tag: re.sub(r"\S", " ", tag.group()), template))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag == "script" and "src" not in names:
            self.refuse("a script without src")
        if tag == "style":
            self.refuse(STYLE)
        for name in sorted(names):
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                self.refuse(f"an inline {name} attribute")

    def refuse(self, what: str) -> None:
        self.found.append((self.getpos()[0], what))


def line_of(text: str, match: re.Match) -> int:
    return text.count("\n", 0, match.start()) + 1


def problems(path: Path, text: str) -> Iterator[str]:
    lines = len(text.splitlines())
    if path.suffix in SOURCE and "migrations" not in path.parts and lines > LONGEST:
        yield f"{path}: {lines} lines, more than {LONGEST}"
    if match := REGISTRY.search(text):
        yield f"{path}:{line_of(text, match)}: names a package registry or CDN"
    if path.name.startswith("requirements") and (match := INDEX_OPTION.search(text)):
        yield f"{path}:{line_of(text, match)}: says where packages come from"
    if path.suffix in {".html", ".svg"}:
        for line, what in InlineFinder(text).found:
            if what != STYLE or path not in BRINGS_ITS_STYLE:
                yield f"{path}:{line}: {what} (the security policy refuses it)"


def main() -> int:
    found = []
    for path in tree():
        if path.name.endswith(NOT_OURS):
            found.append(f"{path}: built or third-party files are not committed")
            continue
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found.extend(problems(path, text))
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
