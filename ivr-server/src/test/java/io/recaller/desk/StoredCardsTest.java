package io.recaller.desk;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.MOVED_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Credentials;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.Concern;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.fact.RequestStore;
import io.recaller.conversation.Flows;
import io.recaller.conversation.RoutedContacts;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.FlowVersions;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.People;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.desk.card.Card;
import io.recaller.desk.card.CardJson;
import io.recaller.desk.card.DeskOptions;
import io.recaller.desk.card.RecordLink;
import io.recaller.desk.card.StoredCards;
import io.recaller.desk.card.Words;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import io.recaller.message.Peer;
import io.recaller.message.Threads;
import io.recaller.recommendation.NewRecommendation;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.Recommendation;
import io.recaller.recommendation.RecommendationId;
import io.recaller.recommendation.RecommendationRules;
import io.recaller.recommendation.Recommendations;
import io.recaller.recommendation.Recommended;
import io.recaller.recommendation.Recommender;
import io.recaller.recommendation.RunningRecommendations;
import io.recaller.routing.Agents;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import io.recaller.speech.Language;
import io.recaller.voicemail.Utterance;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What of the rows comes onto a card. */
class StoredCardsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Handle LINE = new Handle(HandleKind.TEL, "+77011234567");
    private static final AgentId DANA = new AgentId(UUID.randomUUID());

    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    private static final HandleStore handles = new HandleStore(ids);
    private static final CustomerStore customers = new CustomerStore(ids, handles);
    private static final DeskOptions OPTIONS =
            new DeskOptions(
                    Map.of(),
                    List.of(),
                    List.of(),
                    List.of(
                            new RecordLink(Words.plain("CRM"), "https://crm.example/c/{account}"),
                            new RecordLink(
                                    Words.plain("Search"),
                                    "https://crm.example/search?q={number}")));
    private static final FieldCatalogue catalogue = new FieldCatalogue(List.of());
    private static final TopicStore topics = new TopicStore();
    private static final ContactStore contacts = new ContactStore(ids, handles, topics);
    private static final Flow flow = flow();
    private static final DatabaseDialogues dialogues =
            new DatabaseDialogues(db, customers, contacts, new KnownFields(ids, catalogue), ids);
    private static final RunningRecommendations running =
            new RunningRecommendations(db, () -> NOON);
    private static final Recommender recommender =
            new Recommender(
                    new RecommendationRules(
                            0, Duration.ZERO, Duration.ZERO, 3, false, Set.of("complaint")),
                    running,
                    new SimpleMeterRegistry());
    private static final StoredCards cards =
            new StoredCards(
                    db,
                    dialogues,
                    contacts,
                    new Flows(
                            Map.of(flow.name(), flow),
                            Map.of(),
                            Map.of(),
                            FlowVersions.of(Map.of())),
                    catalogue,
                    OPTIONS,
                    ZoneOffset.UTC,
                    ids,
                    Handings.news(db),
                    recommender,
                    () -> NOON);

    /** Everybody calls from one line: what one test leaves is the next one's history. */
    @AfterEach
    void clear() {
        db.runInTransaction(tx -> tx.dsl().execute("truncate contact_key, contact cascade"));
    }

    @Test
    void nothingIsOnTheCardThatTakesMoreTrustToHearOf() {
        var customer =
                db.inTransaction(tx -> customers.createWhenNew(tx, LINE, NOON))
                        .single()
                        .orElseThrow();
        for (var tier : TrustTier.values()) {
            put(customer, tier);
        }

        assertThat(shown(customer, TrustTier.UNKNOWN)).containsExactlyInAnyOrder("UNKNOWN");
        assertThat(shown(customer, TrustTier.CLAIMED))
                .containsExactlyInAnyOrder("UNKNOWN", "CLAIMED");
        assertThat(shown(customer, TrustTier.VERIFIED)).hasSize(4);
    }

    @Test
    void whoTookTheCallersPlaceIsOnTheCardAndNothingOfTheOneBefore() {
        var customer =
                db.inTransaction(tx -> customers.createWhenNew(tx, LINE, NOON))
                        .single()
                        .orElseThrow();
        put(customer, TrustTier.CLAIMED);
        db.runInTransaction(
                tx -> People.describe(tx, customer, Optional.empty(), Optional.of("gold")));
        call(Optional.of(customer), TrustTier.CLAIMED);
        var contact = call(Optional.of(customer), TrustTier.VERIFIED);
        var before = cards.card(DANA, new AssignmentId(ids.get()), contact);
        var newcomer = new Handle(HandleKind.TEL, "+41446681800");
        var contacts = new ContactStore(ids, handles, topics);

        db.runInTransaction(
                tx -> contacts.passTo(tx, contact, Optional.of(newcomer), Optional.empty()));

        var card = cards.card(DANA, new AssignmentId(ids.get()), contact);
        assertThat(before.caller().segment()).contains("gold");
        assertThat(before.timeline()).isNotEmpty();
        assertThat(card.caller().handle())
                .startsWith("+414")
                .isNotEqualTo(before.caller().handle());
        assertThat(card.caller().segment()).isEmpty();
        assertThat(card.trust().tier()).isEqualTo(TrustTier.CLAIMED);
        assertThat(card.facts()).isEmpty();
        assertThat(card.requests()).isEmpty();
        assertThat(card.timeline()).isEmpty();
    }

    @Test
    void whoReadACardIsAudited() {
        var contact = call(Optional.empty(), TrustTier.UNKNOWN);

        cards.card(DANA, new AssignmentId(ids.get()), contact);

        var audited =
                db.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(AUDIT)
                                .where(AUDIT.CONTACT_ID.eq(contact.value()))
                                .fetchSingle());
        assertThat(audited.getActorKind()).isEqualTo("agent");
        assertThat(audited.getActor()).isEqualTo(DANA.toString());
        assertThat(audited.getAction()).isEqualTo("card.read");
    }

    @Test
    void whoWritesHasNoNumberAndIsCalledWhatTheyCallThemselves() {
        var world = new Served();
        world.answered();
        db.runInTransaction(tx -> {
            tx.dsl().update(CONTACT).set(CONTACT.CHANNEL, "messenger").execute();
            var peer =
                    new Peer(
                            "bot",
                            "77",
                            Channel.MESSENGER,
                            Optional.empty(),
                            TrustTier.CLAIMED,
                            Optional.of("Аня ✨"),
                            Optional.empty());
            var threads = new Threads();
            threads.begins(tx, threads.heardFrom(tx, peer, NOON), world.contact);
        });

        var card = world.card();

        assertThat(card.channel()).isEqualTo(Channel.MESSENGER);
        assertThat(card.caller().number()).isEmpty();
        assertThat(card.caller().alias()).hasValue("Аня ✨");
        assertThat(card.help().links()).isEmpty();
    }

    @Test
    void whoServesTheCallerSeesTheNumberAndMayVerifyThemAndThenTheRest() {
        var world = new Served();

        var ringing = world.card();
        world.answered();
        var talking = world.card();
        var accepted = world.verifies("document");
        var verified = world.card();

        assertThat(ringing.caller().number()).isEmpty();
        assertThat(ringing.help().mayBeVerified()).isFalse();
        assertThat(talking.caller().number()).hasValue(LINE.value());
        assertThat(talking.help().mayBeVerified()).isTrue();
        assertThat(talking.facts()).extracting(ActiveFact::kind).doesNotContain("VERIFIED");
        assertThat(talking.timeline())
                .filteredOn(Card.Entry::hasText)
                .singleElement()
                .satisfies(entry -> assertThat(entry.text()).isEmpty());
        assertThat(accepted).isTrue();
        assertThat(verified.trust())
                .isEqualTo(new Card.Trust(TrustTier.VERIFIED, Card.Proof.AGENT));
        assertThat(verified.facts()).extracting(ActiveFact::kind).contains("VERIFIED");
        assertThat(verified.timeline())
                .filteredOn(Card.Entry::hasText)
                .singleElement()
                .satisfies(entry -> assertThat(entry.text()).hasValue("Dog in the yard."));
        assertThat(verified.help().mayBeVerified()).isFalse();
        assertThat(audited(world.contact, "caller.verified"))
                .containsExactly("{\"how\": \"document\"}");
    }

    @Test
    void nobodyIsVerifiedWhoIsNobodyOrIsNotTalkedWith() {
        var world = new Served();

        assertThat(world.verifies("document")).as("it rings").isFalse();
        world.answered();
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CONTACT)
                        .setNull(CONTACT.CUSTOMER_ID)
                        .where(CONTACT.ID.eq(world.contact.value()))
                        .execute());

        assertThat(world.verifies("document")).as("nobody is known").isFalse();
        assertThat(world.card().help().mayBeVerified()).isFalse();
        assertThat(world.card().trust().tier()).isNotEqualTo(TrustTier.VERIFIED);
    }

    @Test
    void urgencyWhatTheMenuToldAndTheLinksAreOnTheCard() {
        var world = new Served();
        world.answered();

        var help = world.card().help();

        assertThat(help.priority()).isEqualTo(7);
        assertThat(help.told())
                .extracting(words -> words.in().get(new Language("en")))
                .containsExactly("Hello.");
        assertThat(help.links())
                .extracting(Card.Link::url)
                .as("one whose value is not there is left out")
                .containsExactly("https://crm.example/search?q=%2B77011234567");
    }

    @Test
    void aMessageSaysWhetherItsCustomerIsOnTheLine() {
        var world = new Served();
        var nowhere = new Address.Voicemail(Optional.empty());
        db.runInTransaction(tx -> {
            var messages = new Voicemails(VoicemailRules.usual());
            assertThat(messages.begin(tx, world.contact, Optional.empty(), NOON, NOON)).isPresent();
            var sound = Utterance.of(new byte[7 * Utterance.RATE]);
            messages.keep(tx, world.contact, sound, NOON);
            new Queue().moved(tx, world.contact, nowhere);
            contacts.moved(tx, world.contact, nowhere);
        });
        var length = Duration.ofSeconds(7);

        assertThat(world.card().help().voicemail()).hasValue(new Card.LeftMessage(length, false));
        db.runInTransaction(
                tx -> contacts.moved(tx, world.contact, new Address.Call("pbx1", "", "")));

        assertThat(world.card().help().voicemail()).hasValue(new Card.LeftMessage(length, true));
    }

    @Test
    void whatToOfferNextIsOnTheCardOnceTheAgentTalksWithThemAndItsAnswerIsKept() {
        var world = new Served();
        recommend();

        var ringing = world.card();
        world.answered();
        var talking = world.card();
        var other = world.answers("tv", OutcomeState.ACCEPTED);
        var declined = world.answers("fibre-300", OutcomeState.DECLINED);

        assertThat(ringing.recommended()).isEmpty();
        assertThat(talking.recommended())
                .hasValueSatisfying(one -> {
                    assertThat(one.recommendation().id()).hasToString("fibre-300");
                    assertThat(one.state()).isEqualTo(OutcomeState.SHOWN);
                });
        assertThat(other).isFalse();
        assertThat(declined).isTrue();
        assertThat(world.card().recommended())
                .map(Recommended::state)
                .contains(OutcomeState.DECLINED);
        assertThat(audited(world.contact, "recommendation.declined"))
                .containsExactly("{\"id\": \"fibre-300\"}");
    }

    @Test
    void whereADialogueStoodBeforeIsOnTheCard() {
        var world = new Served();
        var chat = new Served();
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(MOVED_CONTACT)
                        .set(MOVED_CONTACT.CONTACT_ID, chat.contact.value())
                        .set(MOVED_CONTACT.WENT_ON_AS, world.contact.value())
                        .set(MOVED_CONTACT.AT, NOON)
                        .execute());

        assertThat(world.card().help().cameFrom()).contains(Channel.PHONE);
        assertThat(CardJson.of(world.card()).getString("cameFrom")).isEqualTo("phone");
        assertThat(chat.card().help().cameFrom()).isEmpty();
    }

    private static void recommend() {
        var one =
                new Recommendation(
                        new RecommendationId("fibre-300"),
                        "fibre",
                        new Topic("internet.tariff"),
                        TrustTier.CLAIMED,
                        Map.of("en", "Faster?"),
                        Map.of(),
                        Map.of(),
                        Set.of(),
                        false,
                        1,
                        NOON,
                        NOON.plusSeconds(3600));
        new Recommendations(db, () -> NOON, ids, customers, topics)
                .put(AuditTrail.Actor.atTheCommandLine(), new NewRecommendation(one, List.of()));
        running.run();
    }

    private static List<String> audited(ContactId contact, String action) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(AUDIT)
                        .where(AUDIT.CONTACT_ID.eq(contact.value()), AUDIT.ACTION.eq(action))
                        .fetch(row -> row.getDetail().data()));
    }

    /** A customer who called before, and calls now and rings an agent's phone. */
    private static final class Served {
        final ContactId contact;
        private final AgentId agent;
        private final AssignmentId assignment = new AssignmentId(ids.get());
        private final Agents agents =
                new Agents(
                        db,
                        "test",
                        RoutingSettings.usual(),
                        new RoutedContacts(contacts, () -> NOON),
                        () -> NOON);

        Served() {
            var customer =
                    db.inTransaction(tx -> customers.createWhenNew(tx, LINE, NOON))
                            .single()
                            .orElseThrow();
            for (var tier : TrustTier.values()) {
                put(customer, tier);
            }
            agent =
                    db.inTransaction(tx ->
                            new AgentStore()
                                    .put(tx, "a" + ids.get(), "Dana", Optional.empty(), Map.of()));
            var before = call(Optional.of(customer), TrustTier.CLAIMED);
            assign(new AssignmentId(ids.get()), before, "Dog in the yard.");
            contact = call(Optional.of(customer), TrustTier.CLAIMED);
            db.runInTransaction(tx ->
                    new Queue()
                            .enter(
                                    tx,
                                    contact,
                                    Channel.PHONE,
                                    Wish.of(Requirement.none()),
                                    7,
                                    new Address.Call("pbx1", "1763.1", "PJSIP/trunk-1"),
                                    NOON));
            assign(assignment, contact, null);
        }

        private void assign(AssignmentId id, ContactId held, @Nullable String note) {
            db.runInTransaction(tx ->
                    tx.dsl()
                            .insertInto(ASSIGNMENT)
                            .set(ASSIGNMENT.ID, id.value())
                            .set(ASSIGNMENT.CONTACT_ID, held.value())
                            .set(ASSIGNMENT.AGENT_ID, agent.value())
                            .set(ASSIGNMENT.CHANNEL, "phone")
                            .set(ASSIGNMENT.HELD_BY, "test")
                            .set(ASSIGNMENT.OFFERED_AT, NOON)
                            .set(ASSIGNMENT.LEASE_UNTIL, NOON)
                            .set(ASSIGNMENT.NOTE, note)
                            .execute());
        }

        void answered() {
            db.runInTransaction(tx ->
                    tx.dsl()
                            .update(ASSIGNMENT)
                            .set(ASSIGNMENT.STATE, "connected")
                            .set(ASSIGNMENT.CONNECTED_AT, NOON)
                            .where(ASSIGNMENT.ID.eq(assignment.value()))
                            .execute());
        }

        private RoutedAgentDesk desk() {
            return new RoutedAgentDesk(
                    db,
                    agents,
                    new Credentials(db, () -> NOON),
                    new AgentProofs(contacts, new AuditTrail(ids), recommender),
                    _ -> PhoneReachability.UNKNOWN,
                    Handings.over(db, () -> NOON),
                    () -> NOON);
        }

        boolean verifies(String how) {
            return desk().verified(agent, assignment, how);
        }

        boolean answers(String one, OutcomeState answer) {
            return desk().answered(agent, assignment, new RecommendationId(one), answer);
        }

        Card card() {
            return cards.card(agent, assignment, contact);
        }
    }

    /** The kinds of facts on the card, which are those of its requests too. */
    private static List<String> shown(CustomerId customer, TrustTier trust) {
        var contact = call(Optional.of(customer), trust);
        var card = cards.card(DANA, new AssignmentId(ids.get()), contact);
        var facts = card.facts().stream().map(ActiveFact::kind).toList();
        assertThat(card.requests())
                .extracting(OpenRequest::kind)
                .containsAll(facts)
                .hasSameSizeAs(facts);
        return facts;
    }

    private static void put(CustomerId customer, TrustTier tier) {
        var concern = new Concern.Of(customer);
        var fact =
                new FactStore.Fact(
                        "crm",
                        tier.name(),
                        tier.name(),
                        new Topic("outage"),
                        NOON,
                        Optional.empty(),
                        tier,
                        Map.of());
        var request =
                new RequestStore.Request(
                        "crm",
                        tier.name(),
                        tier.name(),
                        new Topic("outage"),
                        "open",
                        NOON,
                        Optional.empty(),
                        tier,
                        Map.of());
        db.runInTransaction(tx -> {
            new FactStore(ids, topics).put(tx, concern, fact, NOON);
            new RequestStore(ids, topics).put(tx, concern, request, NOON);
        });
    }

    private static ContactId call(Optional<CustomerId> customer, TrustTier trust) {
        dialogues.keep(List.of(flow), NOON);
        var contact = new ContactId(ids.get());
        var arrival =
                new Arrival(
                        Channel.PHONE,
                        "8000",
                        Optional.of(LINE),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        new Address.Call("pbx1", "1763.1", "PJSIP/trunk-1"),
                        Optional.empty());
        var dialogue = Dialogue.fresh(flow, flow.start(), new Language("en")).at("hello");
        dialogues.begin(new Beginning(contact, arrival, customer, trust, dialogue, NOON));
        return contact;
    }

    private static Flow flow() {
        var yaml =
                """
                flow: least
                languages: [en]
                start: hello
                person: person
                nodes:
                  hello: {say: {en: "Hello."}, next: person}
                  person: {hand_off: {}}
                """;
        return ((Reading.Read) new FlowReader().read("least.yaml", yaml)).flow();
    }
}
