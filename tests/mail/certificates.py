"""Throw-away certificates, made by the openssl program."""

import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Certificate:
    """A server's own certificate and key; who trusts the file `certificate` trusts the server."""

    certificate: Path
    key: Path

    def for_server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def make(folder: Path, name: str = "IP:127.0.0.1") -> Certificate:
    """A certificate for a name, good for two days from now."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("needs the openssl program")
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    asked = (
        program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-keyout", str(made.key), "-out", str(made.certificate), "-subj", "/CN=demo.example.org",
        "-addext", f"subjectAltName={name}",
    )  # fmt: skip
    subprocess.run(asked, check=True, capture_output=True)
    return made
