"""Several workers send at the same moment: each message goes out once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from outside import MONDAY, told, way

from luoshi.notices.models import Delivery
from luoshi.notices.sending import send_due
from luoshi.units.models import Person

WORKERS, PEOPLE = 4, 24


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_message_once(cast, mailbox):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's database for tests lives in memory, where writers cannot wait for each other")
    names = [f"人{n}" for n in range(PEOPLE)]
    for name in names:
        post = cast.post(name, "liaison", "县工信局")
        Person.objects.filter(pk=post.person_id).update(mail=f"p{post.pk}@example.gov.cn")
    way(cast)
    told(cast, *names, urgent=True)

    def work(_: int) -> int:
        try:
            return send_due(MONDAY).sent
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as workers:
        sent = list(workers.map(work, range(WORKERS)))
    assert sum(sent) == PEOPLE
    assert len({m["To"] for m in mailbox.messages}) == len(mailbox.messages) == PEOPLE
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
