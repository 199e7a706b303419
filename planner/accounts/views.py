"""Pages of accounts: signing in by a mailed link, and who may sign in."""

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from planner.accounts import queries, services
from planner.accounts.forms import AccountForm, MeForm, SignInForm
from planner.accounts.permissions import may_admit, may_change, may_close, may_see_accounts, roles_to_give
from planner.accounts.rules import LINK_MINUTES, ROLE_WORDS, local_path
from planner.core.actor import Actor, Role, require
from planner.core.errors import Gone, Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.web.entry import parts, reading, writing
from planner.web.page import flash, for_person, see_other

blueprint = Blueprint("accounts", __name__)


# Signing in and out. The pages with a token in their address are kept by no cache.


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    form = SignInForm(data={"next": local_path(request.args.get("next", ""))})
    if form.was_sent():
        with writing() as work:
            services.request_link(
                work, form.email.data or "", form.next.data or "", asked_from=request.remote_addr or ""
            )
        return see_other("accounts.sign_in", asked=1)
    with reading() as work:
        actor = work.actor
    if request.method == "GET" and actor.is_signed_in:
        return redirect(form.next.data or _desk(), 303)
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        was_asked="asked" in request.args and not form.errors,
        minutes=LINK_MINUTES,
        **_public(actor),
    )
    return page, 422 if form.errors else 200


@blueprint.route("/sign-in/<token>", methods=["GET", "POST"])
def sign_in_link(token: str) -> ResponseReturnValue:
    if request.method == "POST":
        return _use_link(token)
    # Mail scanners open every link they see: looking at it must not use it up.
    with reading() as work:
        invited = queries.invited_by(work.db, token, work.now)
    return _link_page(invited)


def _use_link(token: str) -> ResponseReturnValue:
    try:
        with writing() as work:
            account_id, session_key = services.sign_in(work, token)
    except Gone:
        return _link_page(None)
    # A session that was made before signing in is not carried over: somebody else may know it.
    session.clear()
    session["account"], session["key"] = account_id, session_key
    session.permanent = True
    return redirect(local_path(request.args.get("next", "")) or _desk(), 303)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    session.clear()
    flash(say("You are signed out."))
    return see_other("accounts.sign_in")


@blueprint.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    with writing() as work:
        services.sign_out_everywhere(work)
    session.clear()
    flash(say("You are signed out, here and everywhere else."))
    return see_other("accounts.sign_in")


def _link_page(invited: queries.Invited | None) -> ResponseReturnValue:
    next_path = local_path(request.args.get("next", ""))
    page = render_template(
        "accounts/sign_in_link.html",
        invited=invited,
        action=request.script_root + request.full_path.rstrip("?"),
        new_link_url=url_for("accounts.sign_in", next=next_path or None),
        page_here="sign_in",
    )
    response = make_response(page, 200 if invited else 410)
    response.headers["Cache-Control"] = "no-store"
    return response


def _desk() -> str:
    return f"{request.script_root}/plan"


def _public(actor: Actor) -> dict[str, object]:
    return {**for_person(actor), "page_here": "sign_in"}


# Who may sign in.


@blueprint.get("/plan/accounts")
def index() -> ResponseReturnValue:
    with reading() as work:
        require(may_see_accounts(work.actor), work.actor)
        found = queries.accounts(work.db)
    rows = [(row, may_change(work.actor, row.role)) for row in found]
    return render_template("accounts/index.html", rows=rows, **_desk_values(work.actor))


@blueprint.route("/plan/accounts/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    with reading() as work:
        require(may_admit(work.actor, Role.STAFF), work.actor)
    form = AccountForm(roles_to_give(work.actor))
    if form.was_sent():
        try:
            with writing() as work:
                services.admit(work, form.details())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(say("%(name)s has been let in, and has got a letter about it.", name=form.name.data))
            return see_other("accounts.index")
    page = render_template("accounts/new.html", form=form, **_desk_values(work.actor))
    return page, 422 if form.errors else 200


@blueprint.route("/plan/accounts/<int:account_id>", methods=["GET", "POST"])
def edit(account_id: int) -> ResponseReturnValue:
    with reading() as work:
        account = _changeable(work, account_id)
    form = AccountForm(roles_to_give(work.actor), account)
    if form.was_sent():
        try:
            with writing() as work:
                services.change_account(work, account_id, form.details())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(say("Saved."))
            return see_other("accounts.index")
    is_closable = account.is_active and may_close(work.actor, account_id, account.role)
    values = {"form": form, "account": account, "is_closable": is_closable, **_desk_values(work.actor)}
    return render_template("accounts/edit.html", **values), 422 if form.errors else 200


@blueprint.post("/plan/accounts/<int:account_id>/close")
def close(account_id: int) -> ResponseReturnValue:
    with writing() as work:
        services.close_account(work, account_id)
    flash(say("The account is closed."))
    return see_other("accounts.edit", account_id=account_id)


@blueprint.post("/plan/accounts/<int:account_id>/reopen")
def reopen(account_id: int) -> ResponseReturnValue:
    with writing() as work:
        services.reopen_account(work, account_id)
    flash(say("The account is open again."))
    return see_other("accounts.edit", account_id=account_id)


@blueprint.route("/plan/me", methods=["GET", "POST"])
def me() -> ResponseReturnValue:
    with reading() as work:
        require(work.actor.is_signed_in, work.actor)
        account = queries.account(work.db, work.actor.account_id or 0)
    form = MeForm(data=vars(account))
    if form.was_sent():
        with writing() as work:
            services.change_me(work, form.name.data or "", form.chosen_lang)
        flash(say("Saved."))
        return see_other("accounts.me")
    values = {"form": form, "account": account, **_desk_values(work.actor), "page_here": "plan.me"}
    return render_template("accounts/me.html", **values), 422 if form.errors else 200


def _changeable(work: Work, account_id: int) -> queries.AccountRow:
    """The account, for one who may change it; who may not learns nothing of it."""
    require(may_see_accounts(work.actor), work.actor)
    account = queries.account(work.db, account_id)
    require(may_change(work.actor, account.role), work.actor)
    return account


def _desk_values(actor: Actor) -> dict[str, object]:
    zone = parts().settings.default_zone
    return {"role_words": ROLE_WORDS, "zone": zone, "page_here": "plan.accounts", **for_person(actor)}
