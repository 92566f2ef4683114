package io.recaller.api;

import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentStore;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queues, the agents and the priority of who waits, over HTTP. */
class QueuesTest {
    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api());

    private final Queue queue = new Queue();
    private int joined;

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @BeforeEach
    void nobodyWaits() {
        FIXTURE.database.runInTransaction(tx ->
                new WaitingContacts()
                        .inTurn(tx)
                        .forEach(each -> queue.leave(tx, each.contact(), Fixture.NOON.instant())));
    }

    @Test
    void whoWaitsIsCountedAndListedAndTheirTurnChanged() {
        var first = waits();
        var second = waits();

        var before = served.get("/api/v1/queues/main");
        var answer = served.post("/api/v1/contacts/" + second + "/priority", "{\"priority\":9}");
        var after = served.get("/api/v1/queues/main");

        assertThat(served.get("/api/v1/queues").text())
                .contains(
                        "{\"queue\":\"main\",\"open\":true,\"waiting\":2,\"ringing\":0,\"callbacks\":0,"
                                + "\"voicemails\":0,\"longestWaitSeconds\":60");
        assertThat(before.json().getJsonArray("contacts").getJsonObject(0).getString("contactId"))
                .isEqualTo(first.toString());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .contains("\"priority\":9,\"before\":5,\"ahead\":0", second.toString());
        assertThat(after.json().getJsonArray("contacts").getJsonObject(0).getString("contactId"))
                .isEqualTo(second.toString());
    }

    @Test
    void whoDoesNotWaitIsNamedWithWhatBecameOfThem() {
        var gone = waits();
        FIXTURE.database.runInTransaction(
                tx -> queue.leave(tx, gone, Fixture.NOON.instant().plusSeconds(40)));

        var left = served.post("/api/v1/contacts/" + gone + "/priority", "{\"priority\":1}");
        var never =
                served.post(
                        "/api/v1/contacts/" + UUID.randomUUID() + "/priority", "{\"priority\":1}");

        assertThat(left.status()).isEqualTo(409);
        assertThat(left.problem()).isEqualTo("not-waiting");
        assertThat(left.text()).contains("Its caller hung up at 2026-05-11T12:00:40Z");
        assertThat(never.status()).isEqualTo(409);
        assertThat(never.text()).contains("It is not known in any queue");
    }

    @Test
    void whatIsNoPriorityIsRefusedWithTheRemedy() {
        var contact = waits();

        for (var wrong :
                new String[] {
                    "{}",
                    "{\"priority\":10}",
                    "{\"priority\":-1}",
                    "{\"priority\":\"9\"}",
                    "{\"priority\":1.5}",
                    "{\"priority\":null}",
                    "{\"priority\":99999999999999999999}",
                    "{\"priority\":5,\"queue\":\"vip\"}"
                }) {
            var reply = served.post("/api/v1/contacts/" + contact + "/priority", wrong);

            assertThat(reply.status()).as(wrong).isEqualTo(400);
            assertThat(reply.json().getJsonArray("errors")).as(wrong).hasSize(1);
        }
        assertThat(served.post("/api/v1/contacts/7/priority", "{\"priority\":5}").text())
                .contains("write an id as answers give it");
        assertThat(
                        FIXTURE.database.<Integer>inTransaction(tx ->
                                new WaitingContacts()
                                        .inTurn(tx).stream()
                                                .filter(each -> each.contact().equals(contact))
                                                .findFirst()
                                                .orElseThrow()
                                                .priority()))
                .isEqualTo(5);
    }

    @Test
    void aQueueThereIsNotIsToldWithThoseThereAre() {
        var reply = served.get("/api/v1/queues/sales");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.problem()).isEqualTo("unknown-queue");
        assertThat(reply.text()).contains("Name one of: main.");
    }

    @Test
    void agentsAreListed() {
        FIXTURE.database.runInTransaction(
                tx -> new AgentStore().put(tx, "anna", "Anna", Optional.empty(), Map.of()));

        assertThat(served.get("/api/v1/agents").text())
                .contains("\"agent\":\"anna\",\"name\":\"Anna\",\"state\":\"logged_out\"");
    }

    private ContactId waits() {
        var contact = new ContactId(UUID.randomUUID());
        var now = Fixture.NOON.instant().minusSeconds(60 - joined++);
        FIXTURE.database.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(CONTACT_KEY)
                    .set(CONTACT_KEY.CONTACT_ID, contact.value())
                    .set(CONTACT_KEY.SOURCE, "phone")
                    .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                    .set(CONTACT_KEY.STARTED_AT, now)
                    .execute();
            queue.enter(
                    tx,
                    contact,
                    Channel.PHONE,
                    Wish.of(Requirement.none()),
                    5,
                    new Address.Call("", "", ""),
                    now);
        });
        return contact;
    }
}
