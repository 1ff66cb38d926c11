"""What each city took on, and whom to call."""

from django.urls import path

from .views import engagement, focal_points

points = "mijn-stad/<slug:city>/aanspreekpunten/"

urlpatterns = [
    path("netwerk/engagement/", engagement.engagement_page, name="engagement"),
    path("netwerk/engagement.csv", engagement.engagement_csv, name="engagement_csv"),
    path("netwerk/engagement.xlsx", engagement.engagement_xlsx, name="engagement_xlsx"),
    path(points, focal_points.focal_points, name="focal_points"),
    path(f"{points}<uuid:uid>/", focal_points.focal_point_change, name="focal_point_change"),
    path(f"{points}<uuid:uid>/stoppen/", focal_points.focal_point_end, name="focal_point_end"),
]
