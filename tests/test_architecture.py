"""Who may import whom: the contracts of pyproject.toml hold, and each of them is able to fail."""

import ast
import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.equipment import ROOT

LINT = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", ROOT / "pyproject.toml"]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
DIRECT = re.compile(r"^-   (.+) \(l\.\d+\)$(?!\n    )", re.MULTILINE)
"""How the linter tells an import that is bad by itself; a chain of them goes on in the next line."""

MODULES = (
    "app.web.garments",
    "app.api.garments",
    "app.cli.garments",
    "app.jobs.worker",
    "app.models.garments",
    "app.db",
    "app.migrating",
    "app.errors",
    "app.queue",
    "app.config",
    "app.services.garments",
    "app.services.tagging",
    "app.services.diagnosing",
    "app.services.evidence",
    "app.services.grouping",
    "app.services.judging",
    "app.services.suggesting",
    "app.services.training",
    "app.services.weighing",
    "app.statistics.posterior",
    "nlp.own_codes",
    "nlp.taxonomy",
    "nlp.tagging",
    "migrations.versions",
)

BAD_IMPORTS = {
    "web": ["app.web.garments -> app.api.garments", "app.web.garments -> app.cli.garments",
            "app.web.garments -> app.jobs.worker", "app.web.garments -> sqlalchemy"],
    "api": ["app.api.garments -> app.web.garments", "app.api.garments -> sqlalchemy"],
    "cli": ["app.cli.garments -> app.web.garments", "app.cli.garments -> nlp.tagging",
            "app.cli.garments -> sqlalchemy"],
    "light": ["app.api.garments -> app.services.tagging", "app.web.garments -> app.services.grouping",
              "app.web.garments -> app.services.tagging"],
    "jobs": ["app.jobs.worker -> app.cli.garments", "app.jobs.worker -> app.web.garments"],
    "services": ["app.services.garments -> app.db", "app.services.garments -> app.queue",
                 "app.services.garments -> flask"],
    "models": ["app.models.garments -> app.services.garments", "app.models.garments -> nlp.tagging"],
    "statistics": ["app.statistics.posterior -> app.errors", "app.statistics.posterior -> app.models.garments"],
    "nlp": ["nlp.tagging -> app.errors", "nlp.tagging -> sqlalchemy"],
    "taxonomy": ["nlp.taxonomy -> spacy"],
    "migrations": ["migrations.versions -> app.models.garments", "migrations.versions -> nlp.taxonomy"],
}  # fmt: skip
"""By the contract that forbids them: who may not import what."""


def test_every_contract_holds():
    done = subprocess.run(LINT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


def test_the_language_package_imports_nothing_by_itself():
    tree = ast.parse((ROOT / "nlp" / "__init__.py").read_text(encoding="utf-8"))

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_a_house_without_a_bad_import_passes(house):
    assert _lint(house) == ""


def test_a_bad_import_breaks_its_contract(house):
    for bad in itertools.chain(*BAD_IMPORTS.values()):
        importer, imported = bad.split(" -> ")
        with _path(house, importer).open("a") as file:
            file.write(f"def function():\n    import {imported}\n")

    said = re.split(r"\n(.+)\n-{20,}\n", _lint(house))
    told = dict(zip(said[1::2], said[2::2], strict=True))
    assert {each["id"]: sorted(DIRECT.findall(told[each["name"]])) for each in CONTRACTS} == BAD_IMPORTS


def test_a_page_may_not_reach_scipy_through_others_either(house):
    _path(house, "app.web.garments").write_text("import app.services.garments\n")
    _path(house, "app.services.garments").write_text("def function():\n    import scipy\n")

    assert "BROKEN" in _lint(house, "--contract", "light")


@pytest.fixture
def house(tmp_path) -> Path:
    """A copy of the house with the same rooms, all empty, under the same contracts."""
    for module in MODULES:
        path = _path(tmp_path, module)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        for package in list(path.relative_to(tmp_path).parents)[:-1]:
            (tmp_path / package / "__init__.py").touch()
    return tmp_path


def _path(house: Path, module: str) -> Path:
    return house.joinpath(*module.split(".")).with_suffix(".py")


def _lint(house: Path, *options: str) -> str:
    """Return what the linter says about this house; nothing where every contract holds."""
    command, environment = [*LINT, *options], {"PYTHONPATH": str(house), "COLUMNS": "200"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=house, env=environment)
    return done.stdout if done.returncode else ""
