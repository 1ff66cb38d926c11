"""The rules of DESIGN §6: who enters which address, and with which methods.

What you may not see is 404, what you see but may not change is 403, a visitor is sent to sign in.
"""

from tests.matrix_rules import (
    DEED,
    FORM,
    METHODS,
    OUTSIDE,
    READ,
    SAFE,
    SIGN_IN,
    draft_editing,
    draft_reading,
    draft_saving,
    moderating,
    public,
    publishing,
    rule,
)
from tests.network_matrix import RULES as NETWORK_RULES
from tests.practice_matrix import RULES as PRACTICE_RULES

__all__ = ["ACCOUNTS", "METHODS", "RULES", "SAFE", "SIGN_IN", "WITHOUT_PAGE"]

RULES = {
    "home": public(),
    "healthz": public(),
    "readyz": public(),
    "network:agreement": public(),
    "network:outbox": rule(FORM, visitor=SIGN_IN, others=404, administrator="enters"),
    "reminders": rule(FORM, visitor=SIGN_IN, others="enters"),
    "reminders_off": rule(FORM, others="enters"),
    "cities:list": public(),
    "cities:detail": public(),
    "actionplans:list": public(),
    "actionplans:city_list": public(),
    "actionplans:detail": public(),
    "actionplans:editions": public(),
    "actionplans:edition": public(),
    "actionplans:edition_json": public(),
    "actionplans:difference": public(),
    "actionplans:history": public(),
    "actionplans:verify": rule(FORM, others="enters"),
    "actionplans:goal": public(),
    "actionplans:goal_history": public(),
    "actionplans:action": public(),
    "actionplans:workspace": rule(READ, visitor=SIGN_IN, others="enters"),
    "actionplans:workspace_of": draft_reading(),
    "actionplans:plan_create": draft_editing(FORM),
    "actionplans:plan_change": draft_editing(FORM),
    "actionplans:editor": draft_reading(),
    "actionplans:editor_chapter": draft_reading(),
    "actionplans:editor_notes": draft_reading(),
    "actionplans:crosswalk": draft_saving(),
    "actionplans:crosswalk_chapter": draft_saving(),
    "actionplans:plan_check": draft_reading(),
    "actionplans:presence": rule(
        DEED, **OUTSIDE, alderman="enters", contributor="enters", coordinator="enters"
    ),
    "actionplans:preview": draft_reading(),
    "actionplans:draft_difference": draft_reading(),
    "actionplans:partner_answer": rule(FORM, others="enters"),
    "actionplans:partner_ask": draft_editing(FORM),
    "actionplans:partner_questions": draft_editing(READ),
    "actionplans:partner_decide": draft_editing(FORM),
    "actionplans:partner_decline": draft_editing(DEED),
    "actionplans:partner_resend": draft_editing(DEED),
    "actionplans:partner_revoke": draft_editing(DEED),
    "actionplans:logbook": draft_reading(),
    "actionplans:publish": publishing(FORM),
    "actionplans:withdraw": publishing(FORM),
    "actionplans:carry_over": publishing(FORM),
    "actionplans:carry_over_choice": publishing(FORM),
    "actionplans:carry_over_rest": publishing(DEED),
    "actionplans:carry_over_review": publishing(FORM),
    "actionplans:carry_over_drop": publishing(FORM),
    "actionplans:progress": draft_reading(),
    "actionplans:progress_tell": draft_editing(FORM),
    "actionplans:progress_row": draft_editing(READ),
    "actionplans:progress_unchanged": draft_editing(DEED),
    "actionplans:city_round_close": draft_editing(FORM),
    "actionplans:city_round_reopen": draft_editing(DEED),
    "actionplans:rounds": rule(READ, visitor=SIGN_IN, others="enters"),
    "actionplans:round": rule(READ, visitor=SIGN_IN, others="enters"),
    "actionplans:round_create": moderating(FORM),
    "actionplans:round_change": moderating(FORM),
    "actionplans:round_close": moderating(FORM),
    "actionplans:import": draft_editing(FORM),
    "actionplans:import_review": draft_editing(FORM),
    "actionplans:import_drop": draft_editing(DEED),
    "actionplans:undo": draft_editing(DEED),
    "actionplans:go_back": draft_editing(DEED),
    "actionplans:indicators": draft_reading(),
    "actionplans:indicator": draft_reading(),
    "actionplans:indicator_add": draft_editing(FORM),
    "actionplans:indicator_change": draft_editing(FORM),
    "actionplans:indicator_archive": draft_editing(DEED),
    "actionplans:indicator_restore": draft_editing(DEED),
    "actionplans:measurement_add": draft_editing(FORM),
    "actionplans:measurement_correct": draft_editing(FORM),
    "actionplans:row_add": draft_editing(FORM),
    "actionplans:row_add_under": draft_editing(FORM),
    "actionplans:row_show": draft_editing(READ),
    "actionplans:row_edit": draft_editing(FORM),
    "actionplans:row_move": draft_editing(FORM),
    "actionplans:row_delete": draft_editing(DEED),
}

RULES |= PRACTICE_RULES | NETWORK_RULES

# These go up and down by a button, and have no other home: who may move them finds no page to read.
WITHOUT_PAGE = {
    ("actionplans:row_move", "chapter"),
    ("actionplans:row_move", "note"),
}

# allauth's pages, each by its name: is a visitor sent to sign in?
ACCOUNTS = {
    "account_login": False,
    "account_logout": False,
    "account_inactive": False,
    "account_signup": False,
    "account_reset_password": False,
    "account_reset_password_done": False,
    "account_reset_password_from_key": False,
    "account_reset_password_from_key_done": False,
    "account_change_password": True,
    "account_set_password": True,
}
