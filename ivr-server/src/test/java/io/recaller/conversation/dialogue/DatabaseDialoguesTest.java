package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static io.recaller.db.generated.Tables.RECOMMENDATION_OUTCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.TopicStore;
import io.recaller.conversation.Archive;
import io.recaller.conversation.Office;
import io.recaller.conversation.Places;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.DialogueStore.Given;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.customer.Change;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.flow.engine.Attempt;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.PathEntry;
import io.recaller.flow.engine.Position;
import io.recaller.flow.engine.Recommending;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import io.recaller.menu.planner.Proposal;
import io.recaller.register.ExplanationRows;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseDialoguesTest {
    private static final Archive ARCHIVE = new Archive();
    private static final AtomicInteger LINES = new AtomicInteger(2_000_000);

    private final DatabaseDialogues dialogues = ARCHIVE.dialogues;
    private final Handle line = new Handle(HandleKind.TEL, "+7702" + LINES.incrementAndGet());
    private final ContactId contact = ARCHIVE.newContact();

    @AfterAll
    static void close() {
        ARCHIVE.close();
    }

    @Test
    void whatWasBegunTwiceIsThereOnceAndIsLoadedAsItWasWritten() {
        dialogues.begin(beginning());
        dialogues.begin(beginning());

        assertThat(dialogues.load(contact))
                .hasValueSatisfying(saved -> {
                    assertThat(saved.dialogue()).isEqualTo(dialogue("hello"));
                    assertThat(saved.version()).isZero();
                    assertThat(saved.trust()).isEqualTo(TrustTier.CLAIMED);
                    assertThat(saved.customer()).contains(ARCHIVE.customer(line));
                    assertThat(saved.startedAt()).isEqualTo(Archive.NOW);
                    assertThat(saved.over()).isFalse();
                });
    }

    @Test
    void whoCallsWithoutANumberIsNobodyHoweverOften() {
        var before = customers();

        for (var call = 0; call < 3; call++) {
            var withheld = Office.arrival(Optional.empty(), Optional.empty(), "8000");
            dialogues.begin(
                    new Beginning(
                            ARCHIVE.newContact(),
                            withheld,
                            Optional.empty(),
                            TrustTier.UNKNOWN,
                            dialogue("hello"),
                            Archive.NOW));
        }

        assertThat(customers()).isEqualTo(before);
    }

    private static int customers() {
        return ARCHIVE.db.inTransaction(tx -> tx.dsl().fetchCount(CUSTOMER));
    }

    @Test
    void aConnectionIsRehearsedWithoutAnother() {
        var usual = TestDatabase.freshSettings();
        var single =
                new DatabaseSettings(
                        usual.url(),
                        usual.user(),
                        usual.password(),
                        1,
                        Duration.ofSeconds(1),
                        usual.statementTimeout());

        try (var archive = new Archive(Database.open(single))) {
            archive.db.runInTransaction(
                    tx -> archive.dialogues.rehearse(tx, archive.flow, Archive.NOW));

            assertThat(archive.db.months().partitionOf(Archive.NOW)).isEmpty();
            assertThat(archive.db.months().partitionOf(Instant.now())).isPresent();
        }
    }

    @Test
    void ofTwoWritersTheStaleOneLosesWithAllItHadToTell() {
        dialogues.begin(beginning());
        dialogues.save(turn("main"), 0);

        assertThatThrownBy(() ->
                        dialogues.save(
                                turn("pay_tv", new Given("account", "1", TrustTier.CLAIMED)), 0))
                .isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> dialogues.handOff(turn("person"), 0, place("c1")))
                .isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> dialogues.finish(finish(SomeEnds.HUNG_UP), 0))
                .isInstanceOf(SupersededException.class);

        assertThat(dialogues.load(contact).orElseThrow().dialogue()).isEqualTo(dialogue("main"));
        assertThat(ARCHIVE.known(ARCHIVE.customer(line))).isEmpty();
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
    }

    @Test
    void whatIsAnsweredToARecommendationIsWrittenWithItsTurnOrNotAtAll() {
        dialogues.begin(beginning());
        shown("fibre");
        var yes = Optional.of(new Recommending.Answered("fibre", true));
        var gone = Optional.of(new Recommending.Answered("gone", true));

        dialogues.save(turn("main").answering(gone), 0);
        assertThatThrownBy(() -> dialogues.save(turn("main").answering(yes), 0))
                .isInstanceOf(SupersededException.class);
        var before = recommended();
        dialogues.saveSoon(turn("main").answering(yes), 1);

        assertThat(before).isEqualTo("shown by null");
        assertThat(recommended()).isEqualTo("accepted by flow");
        assertThat(dialogues.load(contact).orElseThrow().version()).isEqualTo(2);
    }

    private String recommended() {
        return ARCHIVE.db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(RECOMMENDATION_OUTCOME)
                        .where(RECOMMENDATION_OUTCOME.CONTACT_ID.eq(contact.value()))
                        .fetchSingle(row -> row.getState() + " by " + row.getAnsweredBy()));
    }

    private void shown(String one) {
        var customer = ARCHIVE.customer(line).value();
        ARCHIVE.db.runInTransaction(tx -> {
            var topic = new TopicStore().accept(tx, new Topic("internet")).topic().id();
            tx.dsl()
                    .execute(
                            """
                            insert into recommendation values (?, ?, ?, 'claimed',
                                '{"en": "Faster?"}', '{}', '{}', '{}', false, 1, now(),
                                now() + interval '1 day', now(), now(), null)\
                            """,
                            one,
                            one,
                            topic);
            tx.dsl()
                    .execute(
                            """
                            insert into recommendation_outcome values (?, ?, ?, ?, null, '{}',
                                'shown', '[]', now(), null, null)\
                            """,
                            contact.value(),
                            one,
                            customer,
                            one);
        });
    }

    @Test
    void aLanguageTheCallerChoseIsTheCustomersFromNowOn() {
        dialogues.begin(beginning());

        dialogues.save(turn("main", TrustTier.CLAIMED, "ru"), 0);
        dialogues.save(turn("main"), 1);

        assertThat(ARCHIVE.profile(line).language()).contains("ru");
    }

    @Test
    void whoOnlyMightBeTheCustomerDoesNotChangeTheirLanguage() {
        dialogues.begin(beginning());
        dialogues.save(turn("main", TrustTier.VERIFIED, "kk"), 0);

        dialogues.save(turn("main", TrustTier.UNKNOWN, "ru"), 1);

        assertThat(ARCHIVE.profile(line).language()).contains("kk");
    }

    @ParameterizedTest
    @CsvSource({
        "CLAIMED, CLAIMED, ru",
        "VERIFIED, CLAIMED, kk",
        "VERIFIED, ATTESTED, kk",
        "ATTESTED, CLAIMED, kk",
        "ATTESTED, VERIFIED, ru",
    })
    void aLanguageIsReplacedOnlyByWhoIsAsSureAsWhoChoseIt(
            TrustTier first, TrustTier then, String kept) {
        dialogues.begin(beginning());
        dialogues.save(turn("main", first, "kk"), 0);

        dialogues.save(turn("main", then, "ru"), 1);

        assertThat(ARCHIVE.profile(line).language()).contains(kept);
    }

    @Test
    void aCallerWhoProvedNothingLeavesTheLanguageTheBusinessSet() {
        dialogues.begin(beginning());
        dialogues.save(turn("main", TrustTier.CLAIMED, "ru"), 0);
        ARCHIVE.speaks(line, new Change.To<>("kk"));

        dialogues.save(turn("main", TrustTier.CLAIMED, "ru"), 1);
        assertThat(ARCHIVE.profile(line).language()).contains("kk");

        ARCHIVE.speaks(line, new Change.Cleared<>());
        dialogues.save(turn("main", TrustTier.CLAIMED, "ru"), 2);
        assertThat(ARCHIVE.profile(line).language()).contains("ru");
    }

    @Test
    void aHandOffWritesTheDialogueAndThePlaceInTheQueue() {
        dialogues.begin(beginning());

        dialogues.handOff(turn("person"), 0, place("c2"));

        assertThat(dialogues.load(contact).orElseThrow().version()).isEqualTo(1);
        assertThat(ARCHIVE.inQueue()).contains(contact);
    }

    @Test
    void aPlaceThatCannotBeWrittenTakesTheDialogueBack() {
        dialogues.begin(beginning());
        var impossible = Places.of(Requirement.none(), 5, "no\u0000channel");

        assertThatThrownBy(() -> dialogues.handOff(turn("person"), 0, impossible))
                .isInstanceOf(RuntimeException.class);

        assertThat(dialogues.load(contact).orElseThrow().version()).isZero();
        assertThat(dialogues.load(contact).orElseThrow().dialogue()).isEqualTo(dialogue("hello"));
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
    }

    @Test
    void theFirstEndCountsAndLeavesTheQueue() {
        dialogues.begin(beginning());
        dialogues.handOff(turn("person"), 0, place("c3"));

        dialogues.finish(finish(SomeEnds.ABANDONED), 1);
        dialogues.finish(finish(SomeEnds.HUNG_UP), 1);

        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("abandoned");
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
        assertThat(dialogues.load(contact).orElseThrow().over()).isTrue();
    }

    @Test
    void aFieldIsLearnedOnceWithItsSourceAndAsVerifiedAsTheCallerWas() {
        dialogues.begin(beginning());

        dialogues.save(turn("pay_tv", new Given("account", "12345678", TrustTier.CLAIMED)), 0);
        dialogues.save(turn("pay_tv_end"), 1);

        var customer = ARCHIVE.customer(line);
        assertThat(ARCHIVE.known(customer).get("account"))
                .isNotNull()
                .satisfies(field -> {
                    assertThat(field.value()).isEqualTo("12345678");
                    assertThat(field.source()).isEqualTo("phone");
                    assertThat(field.verified()).isFalse();
                });
        var rows =
                ARCHIVE.db.inTransaction(tx ->
                        tx.dsl()
                                .fetchCount(
                                        KNOWN_FIELD, KNOWN_FIELD.CUSTOMER_ID.eq(customer.value())));
        assertThat(rows).isEqualTo(1);
    }

    @Test
    void aFieldTheCatalogueDoesNotHaveIsForgottenAndTheTurnKept() {
        dialogues.begin(beginning());

        dialogues.save(turn("main", new Given("shoe_size", "44", TrustTier.CLAIMED)), 0);

        assertThat(dialogues.load(contact).orElseThrow().version()).isEqualTo(1);
        assertThat(ARCHIVE.known(ARCHIVE.customer(line))).isEmpty();
    }

    @Test
    void theMenusHeardAreKeptWithTheirTurnsAndTheEnd() {
        dialogues.begin(beginning());
        dialogues.save(turn("main", List.of(heard("chosen", Optional.of("6"))), List.of()), 0);
        var cutOff = heard("hung_up", Optional.empty());
        dialogues.finish(
                new Finish(
                        beginning(),
                        SomeEnds.HUNG_UP,
                        Optional.of(new Topic("billing.tv")),
                        TopicSource.KEY,
                        Optional.of(cutOff),
                        Archive.NOW),
                1);

        var outcomes =
                ARCHIVE.db.inTransaction(tx ->
                        tx.dsl()
                                .select(MENU_IMPRESSION.OUTCOME)
                                .from(MENU_IMPRESSION)
                                .where(MENU_IMPRESSION.CONTACT_ID.eq(contact.value()))
                                .fetch(MENU_IMPRESSION.OUTCOME));
        assertThat(outcomes).containsExactlyInAnyOrder("chosen", "hung_up");
        assertThat(ARCHIVE.row(contact).getTopic()).isEqualTo("other.billing.tv");
    }

    @Test
    void whatIsSoAlreadyIsNotWrittenAgain() {
        dialogues.begin(beginning());
        dialogues.save(about("billing.tv"), 0);
        var before = rowVersions();

        dialogues.save(about("billing.tv"), 1);

        assertThat(rowVersions()).isEqualTo(before);
        assertThat(dialogues.load(contact).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void aTurnTellsTheContactAndItsConversationWhoItIsHowSurelyAndAboutWhat() {
        dialogues.begin(beginning());
        var customer = ARCHIVE.customer(line);
        ARCHIVE.define("loans");
        ARCHIVE.replace("loans", "credit");

        dialogues.save(turn("main", customer, TrustTier.VERIFIED, "loans"), 0);

        var row = ARCHIVE.row(contact);
        assertThat(row.getCustomerId()).isEqualTo(customer.value());
        assertThat(row.getTrust()).isEqualTo("verified");
        assertThat(row.getTopic()).as("the topic that took its place").isEqualTo("credit");
        assertThat(row.getTopicSource()).isEqualTo("key");
        var conversation = ARCHIVE.conversation(contact);
        assertThat(conversation.getCustomerId()).isEqualTo(customer.value());
        assertThat(conversation.getTopic()).isEqualTo("credit");
    }

    @Test
    void aKeyDoesNotOverruleAStrongerWordOnTheTopic() {
        dialogues.begin(beginning());
        ARCHIVE.define("complaint");
        ARCHIVE.db.runInTransaction(tx ->
                ARCHIVE.contacts.about(
                        tx, contact, new Topic("complaint"), TopicSource.DISPOSITION));

        dialogues.save(about("billing.tv"), 0);

        assertThat(ARCHIVE.row(contact).getTopic()).isEqualTo("complaint");
        assertThat(ARCHIVE.row(contact).getTopicSource()).isEqualTo("disposition");
        assertThat(ARCHIVE.conversation(contact).getTopic()).isEqualTo("complaint");
    }

    @Test
    void aStaleTurnEntersNoTopicEither() {
        dialogues.begin(beginning());
        dialogues.save(turn("main"), 0);

        assertThatThrownBy(() -> dialogues.save(about("never.heard.of"), 0))
                .isInstanceOf(SupersededException.class);

        assertThat(ARCHIVE.topics()).doesNotContain("other.never.heard.of");
        assertThat(ARCHIVE.row(contact).getTopic()).isNull();
    }

    private TurnTaken about(String topic) {
        return turn("main", ARCHIVE.customer(line), TrustTier.CLAIMED, topic);
    }

    private TurnTaken turn(String node, CustomerId customer, TrustTier trust, String topic) {
        return new TurnTaken(
                contact,
                dialogue(node),
                Channel.PHONE,
                Optional.of(customer),
                trust,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(new Topic(topic)),
                Archive.NOW);
    }

    /** PostgreSQL gives a row another one with each update, whatever it changes. */
    private List<String> rowVersions() {
        return ARCHIVE.db.inTransaction(tx ->
                tx.dsl()
                        .fetch(
                                "select contact.xmin::text || ' ' || conversation.xmin::text from"
                                        + " contact join conversation on conversation.id ="
                                        + " contact.conversation_id where contact.id = ?",
                                contact.value())
                        .getValues(0, String.class));
    }

    @Test
    void anOfferIsKeptWithTheMenuItWasMadeBeforeAndWhy() {
        dialogues.begin(beginning());
        var proposal =
                new Proposal(
                        "outage_request",
                        List.of(new Topic("outage")),
                        Optional.of("internet"),
                        Duration.ofMillis(3200),
                        Duration.ofSeconds(11),
                        "open repair about outage 2 days ago");
        var offer = new Offer(proposal, 0.62, 0.54, proposal.saved());
        var layout = new Layout(Optional.of(offer), List.of(), "recaller", Duration.ZERO);
        var heard =
                new Heard(
                        "main",
                        layout,
                        Archive.NOW,
                        Duration.ofSeconds(2),
                        Optional.of("*"),
                        "offer_taken");
        dialogues.save(turn("outage_known", List.of(heard), List.of()), 0);

        var why = ARCHIVE.db.inTransaction(tx -> new ExplanationRows().read(tx, contact));

        assertThat(why.words())
                .containsExactly(
                        "menu main (recaller) asked outage_request first"
                                + " (open repair about outage 2 days ago; 62 % likely,"
                                + " worth it from 54 %, saves 11.0 s), then was read as ;"
                                + " key * was pressed after 2.0 s");
    }

    @Test
    void theTextOfAnEarlierVersionIsFoundByItsSha() {
        assertThat(dialogues.flowText(ARCHIVE.flow.source().sha256())).contains(Office.telecom());
        assertThat(dialogues.flowText("unheard of")).isEmpty();
    }

    private Beginning beginning() {
        return new Beginning(
                contact,
                Office.from(line),
                Optional.empty(),
                TrustTier.CLAIMED,
                dialogue("hello"),
                Archive.NOW);
    }

    private TurnTaken turn(String node, Given... given) {
        return turn(node, List.of(), List.of(given));
    }

    private TurnTaken turn(String node, TrustTier trust, String language) {
        return new TurnTaken(
                contact,
                dialogue(node),
                Channel.PHONE,
                Optional.empty(),
                trust,
                List.of(),
                List.of(),
                Optional.of(new Language(language)),
                Optional.empty(),
                Archive.NOW);
    }

    private TurnTaken turn(String node, List<Heard> heard, List<Given> given) {
        return new TurnTaken(
                contact,
                dialogue(node),
                Channel.PHONE,
                Optional.empty(),
                TrustTier.CLAIMED,
                heard,
                given,
                Optional.empty(),
                Optional.empty(),
                Archive.NOW);
    }

    private Finish finish(Ended ended) {
        return new Finish(
                beginning(),
                ended,
                Optional.empty(),
                TopicSource.KEY,
                Optional.empty(),
                Archive.NOW);
    }

    private static Heard heard(String outcome, Optional<String> key) {
        var layout = new Layout(List.of(), "designed", Duration.ZERO);
        return new Heard("main", layout, Archive.NOW, Duration.ofSeconds(3), key, outcome);
    }

    private static Place place(String channel) {
        var skilled = Requirement.of(Map.of(new Skill("internet"), new Proficiency(3)));
        return Places.of(skilled, 6, channel);
    }

    private static Dialogue dialogue(String node) {
        return new Dialogue(
                "telecom",
                ARCHIVE.flow.source().sha256(),
                node,
                new Position.AtField("account", new Attempt(1, Attempt.Fault.NO_INPUT)),
                new Language("ru"),
                Map.of("account", "12345678"),
                List.of(
                        new PathEntry.Entered("hello"),
                        new PathEntry.Entered("main"),
                        new PathEntry.OptionChosen("main", "pay_tv"),
                        new PathEntry.Entered(node)));
    }
}
