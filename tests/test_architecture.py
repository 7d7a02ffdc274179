"""Who may import whom: the contracts of pyproject.toml hold, and each of them is able to fail."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.equipment import ROOT

LINT = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", ROOT / "pyproject.toml"]

MODULES = (
    "app.web.garments",
    "app.api.garments",
    "app.cli.garments",
    "app.jobs.worker",
    "app.models.garments",
    "app.db",
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
    "app.statistics.posterior",
    "nlp.taxonomy",
    "nlp.tagging",
    "migrations.versions",
)


def test_every_contract_holds():
    done = subprocess.run(LINT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


def test_the_language_package_imports_nothing_by_itself():
    tree = ast.parse((ROOT / "nlp" / "__init__.py").read_text(encoding="utf-8"))

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_a_house_without_a_bad_import_passes(house):
    assert _lint(house) == ""


@pytest.mark.parametrize(
    "contract, module, statement",
    [
        ("web", "app.web.garments", "import sqlalchemy"),
        ("web", "app.web.garments", "import app.cli.garments"),
        ("web", "app.web.garments", "import app.jobs.worker"),
        ("web", "app.web.garments", "import app.api.garments"),
        ("api", "app.api.garments", "import app.web.garments"),
        ("api", "app.api.garments", "from sqlalchemy.orm import Session"),
        ("cli", "app.cli.garments", "from sqlalchemy.orm import Session"),
        ("cli", "app.cli.garments", "import app.web.garments"),
        ("cli", "app.cli.garments", "import nlp.tagging"),
        ("light", "app.web.garments", "import app.services.tagging"),
        ("light", "app.web.garments", "import app.services.grouping"),
        ("light", "app.api.garments", "import app.services.tagging"),
        ("jobs", "app.jobs.worker", "import app.web.garments"),
        ("jobs", "app.jobs.worker", "import app.cli.garments"),
        ("services", "app.services.garments", "import flask"),
        ("services", "app.services.garments", "import app.db"),
        ("services", "app.services.garments", "import app.queue"),
        ("models", "app.models.garments", "import app.services.garments"),
        ("models", "app.models.garments", "import nlp.tagging"),
        ("statistics", "app.statistics.posterior", "import app.models.garments"),
        ("statistics", "app.statistics.posterior", "import app.errors"),
        ("nlp", "nlp.tagging", "import app.errors"),
        ("nlp", "nlp.tagging", "import sqlalchemy"),
        ("taxonomy", "nlp.taxonomy", "import spacy"),
        ("migrations", "migrations.versions", "import app.models.garments"),
        ("migrations", "migrations.versions", "import nlp.taxonomy"),
    ],
)
def test_a_bad_import_breaks_its_contract(house, contract, module, statement):
    _path(house, module).write_text(f"def function():\n    {statement}\n")

    assert "BROKEN" in _lint(house, "--contract", contract)


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
    command = [*LINT, *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=house, env={"PYTHONPATH": str(house)})
    return done.stdout if done.returncode else ""
