"""Where a city works on its own plans (`/mijn-stad/`)."""

from django.urls import include, path, register_converter

from .paths import RowKindConverter, SubjectKindConverter, TextKindConverter
from .views import (
    carrying,
    carrying_rows,
    crosswalk,
    difference,
    editor,
    importing,
    indicators,
    logbook,
    measurements,
    partners,
    plan_check,
    presence,
    progress,
    publishing,
    rows,
    workspace,
)

carry_over = [
    path("", carrying.carry_over, name="carry_over"),
    path("nakijken/", carrying.carry_over_review, name="carry_over_review"),
    path("de-rest/", carrying.carry_over_rest, name="carry_over_rest"),
    path("weggooien/", carrying.carry_over_drop, name="carry_over_drop"),
    path("doelen/<uuid:uid>/", carrying_rows.carry_over_choice, name="carry_over_choice"),
]

figures = [
    path("indicatoren/", indicators.indicators, name="indicators"),
    path("doelen/<uuid:goal>/indicatoren/nieuw/", indicators.indicator_add, name="indicator_add"),
    path("indicatoren/<uuid:uid>/", indicators.indicator, name="indicator"),
    path("indicatoren/<uuid:uid>/bewerken/", indicators.indicator_change, name="indicator_change"),
    path(
        "indicatoren/<uuid:uid>/archiveren/",
        indicators.indicator_archive,
        name="indicator_archive",
    ),
    path(
        "indicatoren/<uuid:uid>/hernemen/", indicators.indicator_restore, name="indicator_restore"
    ),
    path(
        "indicatoren/<uuid:uid>/metingen/nieuw/",
        measurements.measurement_add,
        name="measurement_add",
    ),
    path(
        "metingen/<uuid:uid>/verbeteren/",
        measurements.measurement_correct,
        name="measurement_correct",
    ),
]

register_converter(RowKindConverter, "rowkind")
register_converter(SubjectKindConverter, "subjectkind")
register_converter(TextKindConverter, "textkind")

telling = [
    path("", progress.progress, name="progress"),
    path("afsluiten/", progress.city_round_close, name="city_round_close"),
    path("heropenen/", progress.city_round_reopen, name="city_round_reopen"),
    path("<subjectkind:kind>/<uuid:uid>/", progress.progress_tell, name="progress_tell"),
    path("<subjectkind:kind>/<uuid:uid>/rij/", progress.progress_row, name="progress_row"),
    path(
        "<subjectkind:kind>/<uuid:uid>/ongewijzigd/",
        progress.progress_unchanged,
        name="progress_unchanged",
    ),
]

plan = [
    path("", editor.editor, name="editor"),
    path("hoofdstukken/<uuid:uid>/", editor.editor_chapter, name="editor_chapter"),
    path("voetnoten/", editor.editor_notes, name="editor_notes"),
    path("verbintenissen/", crosswalk.crosswalk, name="crosswalk"),
    path("verbintenissen/<uuid:uid>/", crosswalk.crosswalk_chapter, name="crosswalk_chapter"),
    path("gegevens/", workspace.plan_change, name="plan_change"),
    path("plancheck/", plan_check.plan_check, name="plan_check"),
    path("aanwezig/", presence.presence, name="presence"),
    path("voorbeeld/", publishing.preview, name="preview"),
    path("publiceren/", publishing.publish, name="publish"),
    path("verschil/", difference.draft_difference, name="draft_difference"),
    path("edities/<int:number>/intrekken/", publishing.withdraw, name="withdraw"),
    path("importeren/", importing.upload, name="import"),
    path("importeren/<uuid:uid>/", importing.review, name="import_review"),
    path("importeren/<uuid:uid>/weggooien/", importing.drop, name="import_drop"),
    path("overnemen/", include(carry_over)),
    path("", include(figures)),
    path("voortgang/", include(telling)),
    path("logboek/", logbook.logbook, name="logbook"),
    path("logboek/<uuid:uid>/ongedaan/", logbook.undo, name="undo"),
    path("logboek/<uuid:uid>/terugzetten/", logbook.go_back, name="go_back"),
    path("doelen/<uuid:uid>/vraag/", partners.partner_ask, name="partner_ask"),
    path("partners/", partners.partner_questions, name="partner_questions"),
    path("partners/<uuid:uid>/", partners.partner_decide, name="partner_decide"),
    path("partners/<uuid:uid>/opzij/", partners.partner_decline, name="partner_decline"),
    path("partners/<uuid:uid>/opnieuw/", partners.partner_resend, name="partner_resend"),
    path("partners/<uuid:uid>/intrekken/", partners.partner_revoke, name="partner_revoke"),
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
    path("mijn-stad/<slug:city>/", workspace.workspace_of, name="workspace_of"),
    path("mijn-stad/<slug:city>/plannen/nieuw/", workspace.plan_create, name="plan_create"),
    path("mijn-stad/<slug:city>/plannen/<slug:plan>/", include(plan)),
]
