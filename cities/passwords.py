"""Django's password rules, in the portal's own words."""

from django.contrib.auth import password_validation


class LongEnoughValidator(password_validation.MinimumLengthValidator):
    def get_error_message(self):
        return f"Dit wachtwoord is te kort: neem er een van minstens {self.min_length} tekens."

    def get_help_text(self):
        return f"Neem minstens {self.min_length} tekens; een korte zin onthoud je makkelijk."


class NotAboutYouValidator(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self):
        return "Dit wachtwoord lijkt te veel op je naam of je e-mailadres."

    def get_help_text(self):
        return "Gebruik niet je naam of je e-mailadres."


class NotCommonValidator(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return "Dit wachtwoord gebruiken te veel mensen. Kies een ander."

    def get_help_text(self):
        return "Kies geen wachtwoord dat veel mensen gebruiken."
