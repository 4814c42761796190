"""How often a password may be tried (NIST SP 800-63B 5.2.2: at most 100 failures an hour an account).

The tries stand in the database, so all workers count together. Guessing from elsewhere must not lock out the rightful
person, so an address from which the account was opened before keeps an allowance of its own:

    one account from one address                 PAIR within PAIR_MINUTES
    one account from all addresses new to it     STRANGERS an hour
    one account altogether                       ALTOGETHER an hour (the second factor has 40 of the hundred for itself)
    one address over all accounts new to it      SPRAYED an hour
"""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from luoshi.accounts.models import LoginTry, User

PAIR, PAIR_MINUTES = 10, 15
STRANGERS = 30
ALTOGETHER = 60
SPRAYED = 100
KNOWN_DAYS = 180
HOUR = datetime.timedelta(hours=1)


def begin(name: str, address: str) -> tuple[LoginTry, int]:
    """Note a try before its password is looked at, and the minutes to wait before it may be: 0 lets it go on.

    The try counts as failed from the start, so that many at once cannot slip through between counting and noting. One
    that may not go on is taken back: waiting is not made longer by pressing again."""
    now = timezone.now()
    name = name.strip().lower()[:60]
    user = User.objects.filter(username__iexact=name).first()
    known = user is not None and is_known(user, address, now)
    noted = LoginTry.objects.create(at=now, name=name, user=user, address=address[:64], known=known)
    minutes = _wait(noted)
    if minutes:
        noted.delete()
    return noted, minutes


def succeed(noted: LoginTry) -> None:
    """The password was right: no failure, and the address is known from now on."""
    LoginTry.objects.filter(pk=noted.pk).update(succeeded=True)


def is_known(user: User, address: str, now: datetime.datetime) -> bool:
    """Whether the log-in was opened from this address in the last half year."""
    since = now - datetime.timedelta(days=KNOWN_DAYS)
    return LoginTry.objects.filter(user=user, address=address, succeeded=True, at__gte=since).exists()


def release(user: User) -> int:
    """Forget the failures of an account (the security administrator lifts the wait). Returns how many there were."""
    recent = LoginTry.objects.filter(name=user.username.lower(), succeeded=False, at__gte=timezone.now() - HOUR)
    return recent.delete()[0]


def forget_old(now: datetime.datetime) -> None:
    """Drop what neither throttling nor the list of failures needs any more."""
    LoginTry.objects.filter(at__lt=now - datetime.timedelta(days=KNOWN_DAYS)).delete()


def _wait(noted: LoginTry) -> int:
    """Minutes until the oldest of the failures that fill an allowance no longer counts; 0 where all have room."""
    failed = LoginTry.objects.filter(succeeded=False, pk__lt=noted.pk)
    account = failed.filter(name=noted.name)
    limits: list[tuple[QuerySet[LoginTry], int, datetime.timedelta]] = [
        (account.filter(address=noted.address), PAIR, datetime.timedelta(minutes=PAIR_MINUTES)),
        (account, ALTOGETHER, HOUR),
    ]
    if not noted.known:
        limits += [
            (account.filter(known=False), STRANGERS, HOUR),
            (failed.filter(address=noted.address, known=False), SPRAYED, HOUR),
        ]
    waits = [0]
    for tries, most, within in limits:
        filling = tries.filter(at__gt=noted.at - within).order_by("-at").values_list("at", flat=True)[most - 1 : most]
        waits += [int((oldest + within - noted.at).total_seconds() // 60) + 1 for oldest in filling]
    return max(waits)
