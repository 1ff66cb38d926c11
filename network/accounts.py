"""Accounts exist by invitation only: nobody signs up, and every address is kept in lower case.

Their mails go by the outbox like every other: a page never waits for a mail server.
"""

from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest

from cities import outbox


class ClosedAccountAdapter(DefaultAccountAdapter):
    # Plainer than allauth's own, and in the words that the other pages use.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar.",
        "enter_current_password": "Dit is niet je huidige wachtwoord.",
        "invalid_password_reset": "Deze link werkt niet meer. Vraag een nieuwe.",
        "rate_limited": "Je gaat te snel. Wacht even en probeer het opnieuw.",
        "too_many_login_attempts": (
            "Er waren te veel pogingen na elkaar. Wacht enkele minuten en probeer het opnieuw."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """As allauth does, but posted. Every request is a mail: asking twice gives two links."""
        site = get_current_site(self.request)
        told = {"request": self.request, "email": email, "current_site": site, **context}
        message = self.render_mail(template_prefix, email, told)
        outbox.post(
            key=f"account:{uuid4()}",
            kind=outbox.ACCOUNT,
            subject=message.subject,
            body=message.body,
            address=email,
        )
