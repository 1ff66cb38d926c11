"""Accounts exist by invitation only: nobody signs up, and every address is kept in lower case."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


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
