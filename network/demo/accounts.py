"""Demonstration accounts: one per role, all with the same password, new on every installation."""

import secrets

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from cities.models import City, Membership, User

# Without letters and digits that are mistaken for each other: people type this over.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_password():
    """Three groups of five: long enough to guess forever, short enough to type."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))


def make_accounts(told, password):
    """The users of the story by address. The password is hashed once: a slow hasher is slow."""
    hashed = make_password(password)
    User.objects.bulk_create(
        User(
            email=row["email"],
            name=row["name"],
            password=hashed,
            network_role=row.get("network_role", User.NetworkRole.NONE),
            is_demo=True,
        )
        for row in told
    )
    users = {user.email: user for user in User.objects.filter(is_demo=True)}
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True)
        for user in users.values()
    )
    cities = {city.slug: city for city in City.objects.all()}
    Membership.objects.bulk_create(
        Membership(user=users[row["email"]], city=cities[role["city"]], role=role["role"])
        for row in told
        for role in row["roles"]
    )
    return users


def accounts_in_words(told, password):
    """What is printed once: who can sign in, and with what."""
    width = max(len(row["email"]) for row in told)
    lines = [f"  {row['email']:<{width}}  {row['name']}" for row in told]
    return "\n".join(
        ["Demonstratieaccounts, alleen voor deze computer:", *lines, f"Wachtwoord: {password}", ""]
    )
