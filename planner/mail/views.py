"""Pages of mail."""

from flask import Blueprint

blueprint = Blueprint("mail", __name__)
