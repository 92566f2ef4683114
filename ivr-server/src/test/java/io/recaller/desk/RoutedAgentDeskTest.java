package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Availability;
import io.recaller.agent.Credentials;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.PresenceStore;
import io.recaller.agent.Station;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.HandleStore;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.routing.Agents;
import io.recaller.routing.ContactOutcomes;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.ring.PhoneReachability;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RoutedAgentDeskTest {
    private static final String PASSWORD = "correct horse";

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    private final Database db = TestDatabase.fresh();
    private final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    private final ContactStore contacts =
            new ContactStore(ids, new HandleStore(ids), new TopicStore());
    private PhoneReachability phone = PhoneReachability.REACHABLE;
    private final AgentDesk desk =
            new RoutedAgentDesk(
                    db,
                    new Agents(db, "test", RoutingSettings.usual(), new NoLog(), clock),
                    new Credentials(db, clock),
                    new AgentProofs(contacts, new AuditTrail(ids), Handings.recommender(db)),
                    _ -> phone,
                    Handings.over(db, clock),
                    clock);

    @Test
    void anAgentSitsDownAtThePhoneNamedLikeTheLoginAndTakesContacts() {
        var dana = agent("dana");
        phone("dana");
        phone("spare");

        var entry = desk.signIn("Dana", PASSWORD, "");

        assertThat(entry).isInstanceOf(AgentDesk.Entry.Welcome.class);
        assertThat(desk.workload(dana).presence().availability())
                .isInstanceOf(Availability.NotReady.class);
        assertThat(desk.ready(dana)).isTrue();
        assertThat(desk.workload(dana).presence().availability())
                .isInstanceOf(Availability.Ready.class);
        assertThat(desk.notReady(dana, NotReadyReason.BREAK)).isTrue();
        desk.signedOut(dana);
        assertThat(desk.workload(dana).presence().availability())
                .isInstanceOf(Availability.LoggedOut.class);
        assertThat(desk.ready(dana)).isFalse();
    }

    @Test
    void whoCannotSitDownIsToldWhy() {
        agent("dana");
        agent("timur");
        phone("phone-1");
        phone("phone-2");

        assertThat(desk.signIn("dana", PASSWORD, ""))
                .isInstanceOf(AgentDesk.Entry.NoSuchPhone.class);
        assertThat(desk.signIn("dana", PASSWORD, "phone-9"))
                .isInstanceOf(AgentDesk.Entry.NoSuchPhone.class);
        assertThat(desk.signIn("dana", PASSWORD, "phone-1"))
                .isInstanceOf(AgentDesk.Entry.Welcome.class);
        assertThat(desk.signIn("timur", PASSWORD, "phone-1"))
                .isInstanceOf(AgentDesk.Entry.PhoneTaken.class);
        assertThat(desk.signIn("timur", "wrong", "phone-2"))
                .isInstanceOf(AgentDesk.Entry.Refused.class);
    }

    @Test
    void aPhoneIsMeantByItsNameItsEndpointOrItsNumberAndRememberedForNextTime() {
        var dana = agent("dana");
        agent("timur");
        phone("1102");
        phone("reception");

        for (var given : List.of("1102", " pjsip/1102 ", "PJSIP/1102", "Reception")) {
            assertThat(desk.signIn("dana", PASSWORD, given))
                    .isInstanceOf(AgentDesk.Entry.Welcome.class);
        }
        desk.signedOut(dana);
        desk.signIn("dana", PASSWORD, "");

        assertThat(desk.phone(dana).map(Station::name)).hasValue("reception");
        assertThat(desk.signIn("timur", PASSWORD, "reception"))
                .isInstanceOf(AgentDesk.Entry.PhoneTaken.class);
        desk.signedOut(dana);
        assertThat(desk.signIn("timur", PASSWORD, "reception"))
                .as("two share a phone over their shifts")
                .isInstanceOf(AgentDesk.Entry.Welcome.class);
    }

    @Test
    void whichPhoneAnAgentSitsAtIsKnownWhileRoutingHoldsTheAgent() {
        var dana = agent("dana");
        phone("1102");
        desk.signIn("dana", PASSWORD, "");
        phone = PhoneReachability.UNREACHABLE;

        var found =
                db.inTransaction(tx -> {
                    new PresenceStore().lock(tx, dana);
                    return CompletableFuture.supplyAsync(() -> desk.phone(dana).orElseThrow())
                            .orTimeout(5, TimeUnit.SECONDS)
                            .join();
                });

        assertThat(found.endpoint()).isEqualTo("PJSIP/1102");
        assertThat(desk.reachability(found)).isEqualTo(PhoneReachability.UNREACHABLE);
    }

    @Test
    void aPageThatWasSilentForLongIsUsableAgainAtItsFirstSignOfLife() {
        var dana = agent("dana");
        phone("dana");
        desk.signIn("dana", PASSWORD, "");
        var store = new PresenceStore();
        db.runInTransaction(tx -> {
            var lapsed =
                    store.lock(tx, dana)
                            .orElseThrow()
                            .lapsed(new Availability.LoggedOut(), clock.instant());
            store.write(tx, lapsed);
        });

        desk.present(dana);

        assertThat(desk.workload(dana).presence().availability())
                .isEqualTo(new Availability.NotReady(NotReadyReason.DISCONNECTED));
        assertThat(desk.ready(dana)).isTrue();
    }

    private AgentId agent(String login) {
        var hash = Optional.of(Credentials.hash(PASSWORD.toCharArray()));
        return db.inTransaction(tx -> new AgentStore().put(tx, login, login, hash, Map.of()));
    }

    private void phone(String name) {
        db.runInTransaction(
                tx -> new AgentStore().putStation(tx, name, "PJSIP/" + name, Optional.empty()));
    }

    /** No contact is served here. */
    private static final class NoLog implements ContactOutcomes {
        @Override
        public void servedBy(Tx tx, ContactId contact, AgentId agent) {}

        @Override
        public void disposed(Tx tx, ContactId contact, Topic topic, String disposition) {}
    }
}
