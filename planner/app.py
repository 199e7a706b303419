"""The factory: where all parts meet."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from planner import models, wiring
from planner.about import views as about
from planner.accounts import views as accounts
from planner.activities import views as activities
from planner.board import views as board
from planner.calendars import views as calendars
from planner.checkin import views as checkin
from planner.choices import views as choices
from planner.config import Settings, settings_from
from planner.core.cache import Cache, FolderStore, RedisStore
from planner.core.database import Base, set_up
from planner.core.tokens import Keys
from planner.core.work import Site
from planner.invitations import views as invitations
from planner.lists import views as lists
from planner.mail import delivery
from planner.mail import views as mail
from planner.meetings import views as meetings
from planner.mypage import views as mypage
from planner.network import views as network
from planner.papers import views as papers
from planner.polls import views as polls
from planner.presence import views as presence
from planner.programmes import views as programmes
from planner.programmes.queries import published_times
from planner.publishing import views as publishing
from planner.questions import views as questions
from planner.registrations import views as registrations
from planner.replies import views as replies
from planner.speakers import views as speakers
from planner.starters import views as starters
from planner.web import assets, errands, errors, page, security
from planner.web.entry import Parts, db
from planner.web.speech import SpeechByAddress

ROOT = Path(__file__).parents[1]
BLUEPRINTS = (
    about.blueprint,
    accounts.blueprint,
    network.blueprint,
    meetings.blueprint,
    speakers.blueprint,
    programmes.blueprint,
    calendars.blueprint,
    activities.blueprint,
    questions.blueprint,
    registrations.blueprint,
    presence.blueprint,
    checkin.blueprint,
    choices.blueprint,
    board.blueprint,
    invitations.blueprint,
    starters.blueprint,
    polls.blueprint,
    publishing.blueprint,
    replies.blueprint,
    lists.blueprint,
    mypage.blueprint,
    papers.blueprint,
    mail.blueprint,
)
MOST_UPLOAD_BYTES = 4 * 1024 * 1024
MOST_FORM_PARTS = 5000
"""A list of two thousand people is read in with a tick for each."""


class Samling(Flask):
    """Flask without the question, asked of every hook of every request, whether it is a coroutine: none of ours is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """A complete application; its settings come from the environment unless given."""
    settings = settings or settings_from()
    app = Samling("planner", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(_flask_config(settings))
    root = assets.serve_assets(app, settings.instance)
    app.wsgi_app = SpeechByAddress(app.wsgi_app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies)  # type: ignore[method-assign]
    app.extensions["planner"] = Parts(
        settings=settings,
        site=Site(
            settings.base_url,
            settings.host,
            settings.network_name,
            Keys(settings.secret_key),
            settings.mail.sender,
            settings.answers_to,
        ),
        hearers=wiring.HEARERS,
        cache=Cache(_store(settings)),
        engine=errands.make_engine(settings),
        identify=wiring.identify,
        published_times=published_times,
        renderer=_renderer(settings),
        asset_root=root,
        runners=dict(wiring.RUNNERS),
        daily=wiring.DAILY,
        desk_todos=wiring.ON_THE_DESK,
        often=wiring.EVERY_FEW_MINUTES,
        recipient_pages=wiring.recipient_pages,
        items_declined=wiring.items_declined,
        address_of=wiring.address_of,
        ask_names=delivery.texts_of,
    )
    _install(app, settings)
    return app


def _install(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    with app.app_context():
        set_up(db.engine, locking=settings.locking)
    assert models.TABLES
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, metadata=Base.metadata)
    security.check_requests(app)
    security.install(app, https=settings.is_https)
    page.install(app)
    errors.install(app, "accounts.sign_in")
    errands.install(app, app.extensions["planner"].engine)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def _renderer(settings: Settings) -> str:
    """Changes with whatever rendered bytes depend on beside the programme and the language."""
    told = f"{settings.base_url}|{settings.network_name}|{settings.demo}"
    return assets.content_mark(ROOT / "templates", ROOT / "planner") + sha256(told.encode()).hexdigest()[:6]


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings),
        "MAX_CONTENT_LENGTH": MOST_UPLOAD_BYTES,
        "MAX_FORM_MEMORY_SIZE": MOST_UPLOAD_BYTES,
        "MAX_FORM_PARTS": MOST_FORM_PARTS,
        "SESSION_COOKIE_NAME": "samling",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": 30 * 86400,
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "WTF_CSRF_CHECK_DEFAULT": False,  # security.check_requests asks, and only where something is sent
        "WTF_CSRF_SSL_STRICT": False,  # private pages send no referrer; the token in the session is what counts
        "TESTING": settings.testing,
        "WTF_CSRF_ENABLED": not settings.testing,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _engine_options(settings: Settings) -> dict[str, object]:
    if settings.database_url.startswith("sqlite"):
        return {}
    return {"pool_size": 4, "max_overflow": 2 if not settings.testing else 20, "pool_pre_ping": True}


def _store(settings: Settings) -> FolderStore | RedisStore:
    return RedisStore(settings.redis_url) if settings.redis_url else FolderStore(settings.instance / "cache")
