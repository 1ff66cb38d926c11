"""Who enters which address of the practice database; merged into `matrix.RULES`."""

from tests.matrix_rules import (
    DEED,
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

# Who writes for the city; who reads along gets 403.
WRITERS = {"visitor": SIGN_IN, "others": 403, "contributor": "enters", "coordinator": "enters"}


def own_proposal(methods):
    """Its author and who writes for the same city; a moderator reads it, and decides elsewhere."""
    return Rule({**draft_editing(methods).answers, "moderator": 403}, frozenset(methods))


RULES = {
    "practices:list": public(),
    "practices:feed": public(),
    "practices:list_json": public(),
    "practices:list_csv": public(),
    "practices:reading_guide": public(),
    "practices:detail": public(),
    "practices:history": public(),
    "practices:json": public(),
    # Writing a fiche: who wrote it and who writes for the city; who reads along may not change it.
    "practices:new": rule(FORM, visitor=SIGN_IN, others="enters"),
    "practices:empty_fiche": public(),
    "practices:empty_fiche_file": public(),
    "practices:about_review": public(),
    "practices:preview": public(),
    "practices:fiches": rule(READ, visitor=SIGN_IN, others="enters"),
    "practices:fiche": draft_reading(),
    "practices:fiche_check": draft_reading(),
    "practices:fiche_task": draft_editing(FORM),
    "practices:fiche_withdraw": draft_editing(FORM),
    "practices:fiche_delete": draft_editing(FORM),
    "practices:fiche_submit": draft_editing(DEED),
    "practices:fiche_retract": draft_editing(DEED),
    "practices:fiche_resubmit": draft_editing(DEED),
    "practices:fiche_reopen": draft_editing(DEED),
    "practices:fiche_copy": draft_editing(DEED),
    "practices:fiche_help": draft_editing(DEED),
    "practices:fiche_link": draft_editing(DEED),
    "practices:fiche_point": draft_editing(DEED),
    "practices:fiche_points": draft_editing(DEED),
    # Without account; a submitter enters by a session, which `test_submitter_pages.py` tries.
    "practices:submitter_start": rule(FORM, others="enters"),
    "practices:submitter_sent": public(),
    "practices:submitter_link": rule(FORM, others="enters"),
    "practices:submitter_link_again": rule(DEED, others="enters"),
    "practices:submitter": rule(FORM, visitor=SIGN_IN, others="enters"),
    "practices:submitter_download": rule(READ, visitor=SIGN_IN, others="enters"),
    "practices:submitter_delete_drafts": rule(DEED, visitor=SIGN_IN, others="enters"),
    "practices:submitter_leave": rule(DEED, visitor=SIGN_IN, others="enters"),
    "practices:submitter_revoke": rule(DEED, visitor=SIGN_IN, others="enters"),
    # Plans and practices: who writes a plan shares from it and takes over into it.
    "practices:share_goal": rule(FORM, **WRITERS),
    "practices:share_action": rule(FORM, **WRITERS),
    "practices:take_over": rule(FORM, **WRITERS, other_city="enters"),
    "practices:take_over_row": rule(FORM, **WRITERS, other_city=404),
    # City sections: the city writes, VVSG hides or turns back, nobody else.
    "practices:section_add": rule(READ, **WRITERS, other_city="enters", moderator="enters"),
    "practices:section_edit": rule(FORM, **WRITERS),
    "practices:section_confirm": rule(DEED, **WRITERS),
    "practices:shared_confirm": rule(DEED, **WRITERS, moderator="enters"),
    "practices:section_stop": rule(FORM, **WRITERS, moderator="enters"),
    "practices:section_hide": rule(FORM, **WRITERS, moderator="enters"),
    "practices:section_show": rule(FORM, **WRITERS, moderator="enters"),
    "practices:section_history": Rule(
        {**draft_reading().answers, "moderator": "enters"}, frozenset(READ)
    ),
    "practices:section_check": moderating(FORM),
    "practices:my_sections": rule(READ, **WRITERS, other_city="enters"),
    # Behind the link of a mail; who is signed in does not matter.
    "practices:still_true": rule(FORM, others="enters"),
    # Pictures and attachments: their bytes, a draft's pages, the rights to a picture online.
    "practices:image_file": public(),
    "practices:attachment_file": public(),
    "practices:image_withdraw": rule(FORM, **WRITERS, moderator="enters"),
    "practices:image_consent": rule(FORM, **WRITERS, moderator="enters"),
    "practices:image_register": rule(READ, visitor=SIGN_IN, others="enters"),
    "practices:image_register_csv": rule(READ, visitor=SIGN_IN, others="enters"),
    "practices:images": draft_editing(FORM),
    "practices:image_edit": draft_editing(FORM),
    "practices:image_move": draft_editing(DEED),
    "practices:image_remove": draft_editing(DEED),
    "practices:attachments": draft_editing(FORM),
    "practices:attachment_edit": draft_editing(FORM),
    "practices:attachment_move": draft_editing(DEED),
    "practices:attachment_remove": draft_editing(DEED),
    # Proposals: anybody makes one; its author's city reads it, VVSG decides on it.
    "practices:proposal_start": rule(FORM, visitor=SIGN_IN, others="enters"),
    "practices:section_propose": rule(FORM, visitor=SIGN_IN, others="enters"),
    "practices:practice_correct": rule(FORM, **WRITERS),
    "practices:correction_check": moderating(FORM),
    "practices:proposal": Rule({**draft_reading().answers, "moderator": "enters"}, frozenset(READ)),
    "practices:proposal_edit": own_proposal(FORM),
    "practices:proposal_submit": own_proposal(DEED),
    "practices:proposal_withdraw": own_proposal(DEED),
    "practices:proposal_again": own_proposal(DEED),
    "practices:proposal_point": own_proposal(DEED),
    "practices:proposal_decide": moderating(FORM),
    "practices:proposal_verdict": moderating(FORM),
    "practices:proposal_claim": moderating(DEED),
    "practices:proposal_note": moderating(DEED),
    # The moderators' queue; what is removed for good is removed by the administrator.
    "practices:queue": moderating(READ),
    "practices:queue_csv": moderating(READ),
    "practices:queue_search": moderating(READ),
    "practices:queue_next": moderating(FORM),
    "practices:queue_checked": moderating(DEED),
    "practices:queue_remind": moderating(DEED),
    "practices:decision_undo": moderating(DEED),
    "practices:review": moderating(READ),
    "practices:review_take": moderating(DEED),
    "practices:review_let_go": moderating(DEED),
    "practices:review_take_over": moderating(DEED),
    "practices:review_note": moderating(DEED),
    "practices:decide": moderating(FORM),
    "practices:remove": rule(FORM, visitor=SIGN_IN, others=403, administrator="enters"),
}
