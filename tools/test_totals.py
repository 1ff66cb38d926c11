"""test_totals.py REPORT EXIT-CODE: pytest's XML report as one line, for `make test`."""

import sys
from pathlib import Path

from defusedxml import ElementTree


def totals(report: Path, code: str) -> str:
    if not report.exists():
        return f"did not finish (exit code {code})"
    suite = ElementTree.parse(report).getroot().find("testsuite")
    ran, skipped = int(suite.get("tests")), int(suite.get("skipped"))
    failed = int(suite.get("failures")) + int(suite.get("errors"))
    return f"{max(ran - skipped - failed, 0)} passed, {failed} failed, {skipped} skipped"


if __name__ == "__main__":
    print(totals(Path(sys.argv[1]), sys.argv[2]))
