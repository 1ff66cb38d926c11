"""What of allauth the portal offers: signing in and out, and one's own password.

An account has one address, which only the administrator changes, and nobody makes an account for
themselves. So allauth's pages for adding addresses, and for confirming them, have no address here.
"""

from allauth.account import urls

OFFERED = {
    "account_login",
    "account_logout",
    "account_inactive",
    # Says that accounts are by invitation: `ClosedAccountAdapter` keeps it shut.
    "account_signup",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

urlpatterns = [entry for entry in urls.urlpatterns if entry.name in OFFERED]
