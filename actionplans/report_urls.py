"""What a city tells abroad about its plan: ECCAR reports and an English summary."""

from django.urls import path

from .views import report_parts, report_reading, reports, summaries

own = "mijn-stad/<slug:city>/plannen/<slug:plan>/"
told = f"{own}eccar-verslag/<int:year>/"
read = "plannen/<slug:city>/<slug:plan>/"

urlpatterns = [
    path(f"{own}eccar-verslag/", reports.reports, name="reports"),
    path(told, reports.report, name="report"),
    path(f"{told}export.docx", reports.report_docx, name="report_docx"),
    path(f"{told}delen/", reports.report_share, name="report_share"),
    path(f"{told}weggooien/", reports.report_drop, name="report_drop"),
    path(f"{told}<int:number>/", report_parts.report_part, name="report_part"),
    path(f"{told}<int:number>/aanvullen/", report_parts.report_fill, name="report_fill"),
    path(f"{own}summary/", summaries.summary, name="summary"),
    path(f"{read}eccar-verslag/<int:year>/", report_reading.report_public, name="report_public"),
    path(
        f"{read}eccar-verslag/<int:year>/export.docx",
        report_reading.report_public_docx,
        name="report_public_docx",
    ),
    path(f"{read}in-english/", report_reading.summary_public, name="summary_public"),
]
