"""What a program does that was written against the generated client; run with the address of the API and a key."""
import sys
from datetime import datetime, timezone

from recaller_client import ApiClient, ApiException, Configuration
from recaller_client.api import CircumstancesApi, ContactsApi, CustomersApi, QueuesApi
from recaller_client.models import (
    Channel,
    ContactReport,
    Correction,
    Direction,
    Nature,
    NewContact,
    NewFact,
    Trust,
)

base, key = sys.argv[1:3]
wrong = []


def same(what, actual, expected):
    if actual != expected:
        wrong.append(f"{what}: {actual!r} instead of {expected!r}")


def contact(external_id, topic="outage.internet"):
    """Not checked here, so that the server's answer to what is wrong is seen."""
    return NewContact.model_construct(
        source="py-crm",
        external_id=external_id,
        nature=Nature.INTERACTION,
        direction=Direction.INBOUND,
        channel=Channel.CHAT,
        handles=["tel:+7 702 765-43-21", "email:Айгүл.py@example.com"],
        trust=Trust.VERIFIED,
        topic=topic,
        started_at=datetime(2026, 5, 11, 9, tzinfo=timezone.utc),
        fields={"account": "654321"},
    )


with ApiClient(Configuration(host=base, access_token=key)) as client:
    contacts = ContactsApi(client)
    customers = CustomersApi(client)

    report = ContactReport.model_construct(contacts=[contact("№ 1/7"), contact("2", "No Topic")])
    told = contacts.report_contacts_with_http_info(report)
    same("reported", told.status_code, 207)
    same("each told alone", [one.result for one in told.data.results], ["created", "refused"])
    same("what is wrong", [one.var_field for one in told.data.results[1].errors], ["contacts/1/topic"])
    again = contacts.report_contacts(ContactReport(contacts=[contact("№ 1/7")]))
    same("reported again", again.already_there, 1)

    customer = customers.find_customers(handle="tel:+77027654321").customers[0]
    same("field", [(one.key, one.value) for one in customer.fields], [("account", "654321")])

    corrected = contacts.correct_contact(
        "py-crm",
        "№ 1/7",
        Correction(disposition="solved", endedAt=datetime(2026, 5, 11, 9, 5, tzinfo=timezone.utc)),
    )
    same("corrected", corrected.actual_instance.disposition, "solved")
    timeline = customers.read_timeline(customer.customer_id, limit=10)
    same("timeline", [one.external_id for one in timeline.contacts], ["№ 1/7"])
    same("its start", timeline.contacts[0].started_at, datetime(2026, 5, 11, 9, tzinfo=timezone.utc))

    spoken = timeline.contacts[0].contact_id
    written = contacts.list_messages(spoken, after=0, limit=10)
    same("what was written", (written.messages, written.more), ([], False))
    try:
        contacts.read_file(spoken, spoken)
        wrong.append("a file that is not there was given")
    except ApiException as problem:
        same("a file that is not there", "unknown-file" in problem.body, True)

    fact = CircumstancesApi(client).put_fact_with_http_info(
        "py-shop",
        "order/1",
        NewFact(
            handle="tel:+77027654321",
            kind="order",
            topic="outage.internet",
            var_from=datetime(2026, 5, 11, 8, tzinfo=timezone.utc),
        ),
    )
    same("fact", fact.status_code, 201)

    try:
        customers.find_customers(handle="tel:+77010000009")
        wrong.append("a number that nobody has was found")
    except ApiException as problem:
        same("a problem says its status", problem.status, 404)
        same("and its type", "unknown-handle" in problem.body, True)
    same("the queues", isinstance(QueuesApi(client).list_queues().queues, list), True)

with ApiClient(Configuration(host=base, access_token="none")) as stranger:
    try:
        QueuesApi(stranger).list_queues()
        wrong.append("a wrong key was let in")
    except ApiException as problem:
        same("a wrong key", problem.status, 401)

print("\n".join(wrong) or "as expected")
sys.exit(1 if wrong else 0)
