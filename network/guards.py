"""What the database itself keeps of what the cities do together.

A counted vote, a text that was put before the cities, what they said of it once it was adopted, and
a frozen dossier never change; the triggers are those of `actionplans.freeze`.
"""

# ruff: noqa: S608 - the SQL is made of our own table names only

from actionplans import freeze

from .models import (
    Ballot,
    Dossier,
    DossierFile,
    Endorsement,
    JointPosition,
    PositionComment,
    PositionVersion,
    Vote,
)


def keep_what_was_told():
    """Called once, when the app is ready."""
    freeze.keep(PositionVersion, may_go_when="1 = 0", same="position_id number")
    freeze.keep(PositionComment, may_go_when="1 = 0", same="uid")
    _keep_while(Endorsement, _position_is_open, same="version_id city_id")
    _keep_while(Vote, _ballot_is_open, same="ballot_id city_id")
    freeze.keep(
        Ballot,
        may_change_when="OLD.closed_at IS NULL",
        may_go_when="1 = 0",
        same="uid",
    )
    freeze.keep(
        Dossier,
        may_change_when="OLD.frozen_at IS NULL",
        may_go_when="OLD.frozen_at IS NULL",
        same="meeting_id",
    )
    _keep_while(DossierFile, _dossier_is_open, same="dossier_id kind")


def _keep_while(model, is_open, *, same):
    """Rows come, change and go as long as what they belong to is open."""
    freeze.keep(
        model,
        may_come_when=is_open("NEW"),
        may_change_when=f"{is_open('OLD')} AND {is_open('NEW')}",
        may_go_when=is_open("OLD"),
        same=same,
    )


def _ballot_is_open(row):
    table = Ballot._meta.db_table
    return f"EXISTS (SELECT 1 FROM {table} b WHERE b.id = {row}.ballot_id AND b.closed_at IS NULL)"


def _position_is_open(row):
    texts, positions = PositionVersion._meta.db_table, JointPosition._meta.db_table
    return (
        f"EXISTS (SELECT 1 FROM {texts} v JOIN {positions} p ON p.id = v.position_id"
        f" WHERE v.id = {row}.version_id AND p.state = 'open')"
    )


def _dossier_is_open(row):
    table = Dossier._meta.db_table
    return f"EXISTS (SELECT 1 FROM {table} d WHERE d.id = {row}.dossier_id AND d.frozen_at IS NULL)"
