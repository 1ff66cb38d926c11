"""Pictures and attachments: their bytes, the pages of a draft, and the rights to a picture."""

from django.urls import path

from .views import attachments, file_serving, image_rights, images

urlpatterns = [
    path("beelden/<slug:key>-<int:width>.webp", file_serving.image_file, name="image_file"),
    path("bijlagen/<slug:key>/", file_serving.attachment_file, name="attachment_file"),
    path("beelden/<uuid:uid>/intrekken/", image_rights.image_withdraw, name="image_withdraw"),
    path("beelden/<uuid:uid>/toestemming/", image_rights.image_consent, name="image_consent"),
    # Before the addresses with a code: no code is spelled like these.
    path("mijn-fiches/beelden/", image_rights.image_register, name="image_register"),
    path(
        "mijn-fiches/beelden/register.csv",
        image_rights.image_register_csv,
        name="image_register_csv",
    ),
    path("mijn-fiches/<slug:code>/beelden/", images.images, name="images"),
    path("mijn-fiches/<slug:code>/beelden/<uuid:uid>/", images.image_edit, name="image_edit"),
    path(
        "mijn-fiches/<slug:code>/beelden/<uuid:uid>/verplaatsen/",
        images.image_move,
        name="image_move",
    ),
    path(
        "mijn-fiches/<slug:code>/beelden/<uuid:uid>/weghalen/",
        images.image_remove,
        name="image_remove",
    ),
    path("mijn-fiches/<slug:code>/bijlagen/", attachments.attachments, name="attachments"),
    path(
        "mijn-fiches/<slug:code>/bijlagen/<uuid:uid>/",
        attachments.attachment_edit,
        name="attachment_edit",
    ),
    path(
        "mijn-fiches/<slug:code>/bijlagen/<uuid:uid>/verplaatsen/",
        attachments.attachment_move,
        name="attachment_move",
    ),
    path(
        "mijn-fiches/<slug:code>/bijlagen/<uuid:uid>/weghalen/",
        attachments.attachment_remove,
        name="attachment_remove",
    ),
]
