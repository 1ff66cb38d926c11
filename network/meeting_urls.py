"""Meetings of the network."""

from django.urls import path

from .views import (
    meeting_agenda,
    meeting_answers,
    meeting_documents,
    meeting_editing,
    meeting_tasks,
    meetings,
)

ONE = "vergaderingen/<slug:slug>/"
POINT = f"{ONE}agenda/<uuid:uid>/"
DOCUMENT = f"{ONE}documenten/<uuid:uid>/"
TASK = f"{ONE}taken/<uuid:uid>/"

urlpatterns = [
    path("vergaderingen.ics", meetings.meetings_ics, name="meetings_ics"),
    path("vergaderingen/", meetings.meetings, name="meetings"),
    path("vergaderingen/nieuw/", meeting_editing.meeting_new, name="meeting_new"),
    path("vergaderingen/<slug:slug>.ics", meetings.meeting_ics, name="meeting_ics"),
    path(ONE, meetings.meeting, name="meeting"),
    path(f"{ONE}bewerken/", meeting_editing.meeting_change, name="meeting_change"),
    path(f"{ONE}uitnodigen/", meeting_editing.meeting_invite, name="meeting_invite"),
    path(f"{ONE}afgelasten/", meeting_editing.meeting_cancel, name="meeting_cancel"),
    path(f"{ONE}afsluiten/", meeting_editing.meeting_close, name="meeting_close"),
    path(f"{ONE}verslag/", meeting_editing.meeting_report, name="meeting_report"),
    path(f"{ONE}aanwezig/", meeting_answers.meeting_attendance, name="meeting_attendance"),
    path(f"{ONE}antwoord/<slug:city>/", meeting_answers.meeting_answer, name="meeting_answer"),
    path(f"{ONE}agenda/", meeting_agenda.meeting_agenda, name="meeting_agenda"),
    path(f"{POINT}bewerken/", meeting_agenda.agenda_change, name="agenda_change"),
    path(f"{POINT}verplaatsen/", meeting_agenda.agenda_move, name="agenda_move"),
    path(f"{POINT}verwijderen/", meeting_agenda.agenda_delete, name="agenda_delete"),
    path(f"{ONE}documenten/", meeting_documents.meeting_documents, name="meeting_documents"),
    path(DOCUMENT, meetings.meeting_document, name="meeting_document"),
    path(f"{DOCUMENT}bewerken/", meeting_documents.document_change, name="document_change"),
    path(f"{DOCUMENT}verwijderen/", meeting_documents.document_delete, name="document_delete"),
    path(f"{ONE}taken/", meeting_tasks.meeting_tasks, name="meeting_tasks"),
    path(f"{TASK}bewerken/", meeting_tasks.task_change, name="task_change"),
    path(f"{TASK}verwijderen/", meeting_tasks.task_delete, name="task_delete"),
    path(f"{TASK}klaar/", meeting_tasks.task_done, name="task_done"),
]
