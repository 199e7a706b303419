"""The forms in which people register: themselves, several, anew, and a colleague instead."""

from planner.registrations.forms.answers import RegistrationForm
from planner.registrations.forms.days import day_label
from planner.registrations.forms.making import change_form, party_form
from planner.registrations.forms.party import HandOverForm, PartyForm

__all__ = ["HandOverForm", "PartyForm", "RegistrationForm", "change_form", "day_label", "party_form"]
