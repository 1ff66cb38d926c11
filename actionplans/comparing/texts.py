"""Which edition of one plan stood on a day: the newest that was published by then.

When the city had taken that one back by then, nothing stood, also when an older one exists: that
is how the plan itself shows it.
"""

from ..days import end_of

NOT_YET = "toen was er nog niets van gepubliceerd"
TAKEN_BACK = "de stad had de tekst ingetrokken"


def stood_on(editions, day):
    """(edition or None, why there is none) among the published editions of one plan.

    `editions` the newest first, each read with its withdrawal; `day` None is today. Asks nothing.
    """
    end = end_of(day)
    edition = next((one for one in editions if one.published_at < end), None)
    if edition is None:
        return None, NOT_YET
    if edition.is_withdrawn and edition.withdrawal.at < end:
        return None, TAKEN_BACK
    return edition, ""
