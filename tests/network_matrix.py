"""Who enters which address of the network; merged into `matrix.RULES`."""

from tests.matrix_rules import (
    FORM,
    READ,
    SIGN_IN,
    Rule,
    draft_editing,
    draft_reading,
    moderating,
    public,
    rule,
)

# Anybody with a role in a city or in the network; each part of a page decides the rest.
MEMBERS = {"visitor": SIGN_IN, "others": "enters"}

# Whoever works for a city; its aldermen read along, VVSG does not ask or offer.
OFFICERS = {"visitor": SIGN_IN, "others": 403, "contributor": "enters", "coordinator": "enters"}

RULES = {
    "network:search": public(),
    "network:search_json": public(),
    "network:search_box": public(),
    "network:themes": public(),
    "network:theme": public(),
    "network:theme_proposal": public(),
    "network:ballot": public(),
    "network:theme_new": moderating(FORM),
    "network:theme_change": moderating(FORM),
    "network:ballot_open": moderating(FORM),
    "network:ballot_close": moderating(FORM),
    "network:theme_propose": rule(FORM, visitor=SIGN_IN, others="enters", administrator=403),
    "network:theme_proposal_change": rule(
        FORM, visitor=SIGN_IN, others="enters", other_city=403, administrator=403
    ),
    "network:theme_proposal_withdraw": rule(
        FORM, visitor=SIGN_IN, others="enters", other_city=403, administrator=403
    ),
    "network:ballot_vote": rule(FORM, visitor=SIGN_IN, others=403, alderman="enters"),
    **{
        f"network:compare{page}{table}": public()
        for page in ("", "_commitment", "_plans", "_partners", "_partner", "_gaps")
        for table in ("", "_csv", "_xlsx")
    },
    "network:positions": public(),
    # Of what was sent; of a draft, see test_positions_reading.py.
    "network:position": public(),
    "network:position_document": public(),
    "network:position_texts": rule(READ, **MEMBERS),
    "network:position_comment": rule({"POST"}, **MEMBERS, administrator=403),
    "network:position_speak": rule(FORM, visitor=SIGN_IN, others=403, alderman="enters"),
    **{
        f"network:position_{step}": moderating(FORM)
        for step in ("new", "change", "open", "time", "back", "adopt", "send", "withdraw")
    },
    **dict.fromkeys(
        ("network:engagement", "network:engagement_csv", "network:engagement_xlsx"), public()
    ),
    "network:focal_points": Rule(
        draft_reading().answers | {"moderator": "enters"}, frozenset(FORM), {"alderman": 403}
    ),
    "network:focal_point_change": Rule(
        draft_editing(FORM).answers | {"moderator": "enters"}, frozenset(FORM)
    ),
    "network:focal_point_end": Rule(
        draft_editing(FORM).answers | {"moderator": "enters"}, frozenset({"POST"})
    ),
    "network:exchange": rule(READ, **MEMBERS),
    "network:notice_new": rule(FORM, **OFFICERS, other_city="enters"),
    "network:notice_change": rule(FORM, **OFFICERS),
    "network:notice_end": rule(FORM, **OFFICERS, moderator="enters"),
    "network:meetings": public(),
    "network:meetings_ics": public(),
    "network:meeting": public(),
    "network:meeting_ics": public(),
    # Of one for everybody; of those for members, see test_meeting_documents.py.
    "network:meeting_document": public(),
    "network:meeting_answer": rule(
        FORM, visitor=SIGN_IN, others="enters", other_city=403, administrator=403
    ),
    "network:task_done": rule(
        {"POST"}, visitor=SIGN_IN, others="enters", other_city=403, administrator=403
    ),
    "network:agenda_move": moderating({"POST"}),
    **{
        f"network:meeting_{page}": moderating(FORM)
        for page in (
            *("new", "change", "invite", "cancel", "close", "report", "attendance"),
            *("agenda", "documents", "tasks"),
        )
    },
    **{
        f"network:{row}_{deed}": moderating(FORM)
        for row in ("agenda", "document", "task")
        for deed in ("change", "delete")
    },
    "network:rooms": public(),
    "network:data": public(),
    "network:data_catalogue": public(),
    "network:data_table": public(),
    "network:sitemap": public(),
    "network:dossier": public(),
    "network:dossier_status": public(),
    "network:dossier_pdf": public(),
    "network:dossier_bundle": public(),
    "network:dossier_ask": moderating(FORM),
    "network:dossier_remove": moderating({"POST"}),
}
