"""Where a city works on its own plans (`/mijn-stad/`)."""

from django.urls import include, path, register_converter

from .paths import RowKindConverter, TextKindConverter
from .views import editor, importing, logbook, publishing, rows, workspace

register_converter(RowKindConverter, "rowkind")
register_converter(TextKindConverter, "textkind")

plan = [
    path("", editor.editor, name="editor"),
    path("hoofdstukken/<uuid:uid>/", editor.editor_chapter, name="editor_chapter"),
    path("voetnoten/", editor.editor_notes, name="editor_notes"),
    path("gegevens/", workspace.plan_change, name="plan_change"),
    path("voorbeeld/", publishing.preview, name="preview"),
    path("publiceren/", publishing.publish, name="publish"),
    path("edities/<int:number>/intrekken/", publishing.withdraw, name="withdraw"),
    path("importeren/", importing.upload, name="import"),
    path("importeren/<uuid:uid>/", importing.review, name="import_review"),
    path("importeren/<uuid:uid>/weggooien/", importing.drop, name="import_drop"),
    path("logboek/", logbook.logbook, name="logbook"),
    path("logboek/<uuid:uid>/ongedaan/", logbook.undo, name="undo"),
    path("logboek/<uuid:uid>/terugzetten/", logbook.go_back, name="go_back"),
    path("<rowkind:kind>/nieuw/", rows.row_add, name="row_add"),
    path("<textkind:kind>/<uuid:uid>/rij/", rows.row_show, name="row_show"),
    path("<textkind:kind>/<uuid:uid>/bewerken/", rows.row_edit, name="row_edit"),
    path("<rowkind:kind>/<uuid:uid>/verplaatsen/", rows.row_move, name="row_move"),
    path("<rowkind:kind>/<uuid:uid>/verwijderen/", rows.row_delete, name="row_delete"),
    path(
        "<rowkind:parent>/<uuid:parent_uid>/<rowkind:kind>/nieuw/",
        rows.row_add,
        name="row_add_under",
    ),
]

urlpatterns = [
    path("mijn-stad/", workspace.workspace, name="workspace"),
    path("mijn-stad/<slug:city>/plannen/nieuw/", workspace.plan_create, name="plan_create"),
    path("mijn-stad/<slug:city>/plannen/<slug:plan>/", include(plan)),
]
