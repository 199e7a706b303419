"""The language of an address: English pages live below /en, Swedish ones at the root."""

from collections.abc import Callable, Iterable
from typing import Any

from planner.core.language import speak

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class SpeechByAddress:
    """WSGI middleware: moves /en from the path to the script name, so that url_for stays in the language."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/en" or path.startswith("/en/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/en"
            environ["PATH_INFO"] = path[3:] or "/"
            speak("en")
        else:
            speak("sv")
        return self._app(environ, start_response)
