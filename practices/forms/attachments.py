from django import forms
from django.core.exceptions import ValidationError

from ..attachments.kinds import UnusableFileError, read_document
from ..attachments.uploading import COLUMNS, add_attachment, entry_of
from ..images.storing import NotStoredError
from ..models import Attachment
from ..transitions import RefusedError
from .submission import OLD_PAGE

ACCEPT = ".pdf,.docx,.odt,.xlsx,.ods,.pptx,.odp"


class DocumentField(forms.FileField):
    """A file that is a document by what is in it; its value is that document."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Bestand",
            help_text="Een pdf, docx, odt, xlsx, ods, pptx of odp van hoogstens 10 MB, zonder "
            "macro’s. Kijk na of er geen namen van burgers in staan, ook niet in de eigenschappen.",
            widget=forms.FileInput(attrs={"accept": ACCEPT}),
            error_messages={
                "required": "Kies een bestand.",
                "empty": "Dit bestand is leeg. Kies een ander.",
                "missing": "Kies een bestand.",
                "invalid": "Kies een bestand.",
            },
            **kwargs,
        )

    def clean(self, value, initial=None):
        upload = super().clean(value, initial)
        try:
            return read_document(upload)
        except UnusableFileError as error:
            raise ValidationError(str(error)) from error


class AttachmentForm(forms.Form):
    """How readers know an attachment, and who they are."""

    title = forms.CharField(
        label="Titel",
        help_text="Zo staat het in de fiche en zo heet het bestand dat lezers krijgen.",
        max_length=120,
        error_messages={"required": "Geef de bijlage een titel."},
    )
    audience = forms.ChoiceField(
        label="Wie mag het lezen?",
        choices=Attachment.Audience,
        initial=Attachment.Audience.PUBLIC,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies wie het mag lezen.",
            "invalid_choice": "Kies een van beide.",
        },
    )

    def columns(self) -> dict:
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def entry_for(self, attachment) -> dict:
        return entry_of(attachment, self.cleaned_data)


class AttachmentUploadForm(AttachmentForm):
    """`deed` is made with the page and becomes the uid: two clicks make one attachment."""

    upload = DocumentField()
    deed = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": OLD_PAGE})
    field_order = ["upload", "title", "audience"]

    def add_to(self, practice, *, by):
        """The new attachment, or None: the form says then why not."""
        try:
            return add_attachment(
                practice,
                self.cleaned_data["upload"],
                by=by,
                uid=self.cleaned_data["deed"],
                **self.columns(),
            )
        except (NotStoredError, RefusedError) as error:
            self.add_error("upload", str(error))
            return None
