"""`toile demo`: what it prints to open, opens; a taken port is no hindrance."""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from contextlib import closing

import pytest

from tests.equipment import ROOT


@pytest.mark.sqlite
@pytest.mark.thorough
def test_prints_addresses_that_open(demo_data, tmp_path):
    data = shutil.copytree(demo_data, tmp_path / "data")
    environment = {**os.environ, "TOILE_DATA": str(data), "PYTHONPATH": str(ROOT), "TOILE_DATABASE_URL": ""}
    command = [sys.executable, "-m", "app.cli", "demo"]
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with subprocess.Popen(
            [*command, "--port", str(port)], env=environment, stderr=subprocess.PIPE, text=True
        ) as demo:
            try:
                assert demo.stderr
                printed = ""
                for line in demo.stderr:
                    printed += line
                    if "Ctrl-C" in line:
                        break
                form, desk, link = re.findall(r"http://\S+", printed)
                opened = [_open(desk), _open(link)]
            finally:
                demo.terminate()

    assert f"Port {port} is taken" in printed
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/f/\w+", form)
    assert opened == [200, 200]


def _open(address: str) -> int:
    with urllib.request.urlopen(address, timeout=300) as page:
        status: int = page.status
        return status
