"""All plans side by side."""

from django.urls import path

from .views import (
    compare_commitment,
    compare_gaps,
    compare_matrix,
    compare_partners,
    compare_two,
)

urlpatterns = [
    path("", compare_matrix.compare, name="compare"),
    path("tabel.csv", compare_matrix.compare_csv, name="compare_csv"),
    path("tabel.xlsx", compare_matrix.compare_xlsx, name="compare_xlsx"),
    path("punt/<int:number>/", compare_commitment.compare_commitment, name="compare_commitment"),
    path(
        "punt/<int:number>/tabel.csv",
        compare_commitment.compare_commitment_csv,
        name="compare_commitment_csv",
    ),
    path(
        "punt/<int:number>/tabel.xlsx",
        compare_commitment.compare_commitment_xlsx,
        name="compare_commitment_xlsx",
    ),
    path("plannen/", compare_two.compare_plans, name="compare_plans"),
    path("plannen/tabel.csv", compare_two.compare_plans_csv, name="compare_plans_csv"),
    path("plannen/tabel.xlsx", compare_two.compare_plans_xlsx, name="compare_plans_xlsx"),
    path("partners/", compare_partners.compare_partners, name="compare_partners"),
    path("partners/tabel.csv", compare_partners.compare_partners_csv, name="compare_partners_csv"),
    path(
        "partners/tabel.xlsx", compare_partners.compare_partners_xlsx, name="compare_partners_xlsx"
    ),
    path("partner/<slug:slug>/", compare_partners.compare_partner, name="compare_partner"),
    path(
        "partner/<slug:slug>/tabel.csv",
        compare_partners.compare_partner_csv,
        name="compare_partner_csv",
    ),
    path(
        "partner/<slug:slug>/tabel.xlsx",
        compare_partners.compare_partner_xlsx,
        name="compare_partner_xlsx",
    ),
    path("witte-vlekken/", compare_gaps.compare_gaps, name="compare_gaps"),
    path("witte-vlekken/tabel.csv", compare_gaps.compare_gaps_csv, name="compare_gaps_csv"),
    path("witte-vlekken/tabel.xlsx", compare_gaps.compare_gaps_xlsx, name="compare_gaps_xlsx"),
]
