"""The bytes of pictures and attachments, never by their own name and never kept by anybody else."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from cities.permissions import public

from ..attachments.kinds import MIME
from ..attachments.shown import download_name, is_public, may_see_attachment
from ..images.reading import may_see_image
from ..images.storing import attachment_path, image_path, read
from ..models import Attachment, PracticeImage
from ..submitters.session import submitter_of

OF_ITS_FICHE = ("practice__city", "practice__author", "practice__published_version")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Kept, but asked again each time: what was withdrawn is gone at once.
    "Cache-Control": "private, no-cache",
}


@public
@require_safe
def image_file(request: HttpRequest, key: str, width: int) -> HttpResponse:
    images = PracticeImage.objects.select_related(*OF_ITS_FICHE)
    image = get_object_or_404(images, key=key)
    if width not in image.widths or not may_see_image(image, **_who_asks(request)):
        raise Http404("Dit beeld wordt niet getoond.")
    return _answer(request, image_path(image.key, width), "image/webp")


@public
@require_safe
def attachment_file(request: HttpRequest, key: str) -> HttpResponse:
    found = Attachment.objects.select_related(*OF_ITS_FICHE, "practice__working_version")
    attachment = get_object_or_404(found, key=key)
    if not may_see_attachment(attachment, **_who_asks(request)):
        if not request.user.is_authenticated and is_public(attachment):
            return redirect_to_login(request.get_full_path())
        raise Http404("Deze bijlage bestaat hier niet.")
    name = download_name(attachment)
    return _answer(
        *(request, attachment_path(attachment.key, attachment.kind), MIME[attachment.kind]),
        **{"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _who_asks(request):
    return {
        "user": request.user,
        "submitter": submitter_of(request),
        "share_key": request.GET.get("deel", ""),
    }


def _answer(request, path, content_type, **headers):
    content = read(path)
    if content is None:
        raise Http404("Dit bestand is er niet meer.")
    # A file never changes under its name.
    headers |= {**HEADERS, "ETag": f'"{path}"'}
    response = HttpResponse(content, content_type=content_type, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response)
