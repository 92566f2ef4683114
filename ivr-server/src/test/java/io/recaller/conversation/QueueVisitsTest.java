package io.recaller.conversation;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentStore;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.waiting.PartingOffer;
import io.recaller.conversation.waiting.PartingOffers;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.flow.Flow;
import io.recaller.hours.DayNames;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.routing.Agents;
import io.recaller.routing.estimate.WaitBand;
import io.recaller.routing.plan.Comfort;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.plan.SomePlans;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a waiting caller hears at each look, and where they go when their queue lets go of them. */
class QueueVisitsTest {
    private static final Archive ARCHIVE = new Archive();
    private static final QueueName SUPPORT = new QueueName("support");
    private static final QueueName SALES = new QueueName("sales");
    private static final Flow FLOW =
            Office.flow(
                    """
                    flow: telecom
                    languages: [en, kk]
                    start: main
                    person: person
                    nodes:
                      main:
                        menu:
                          options:
                            help: {key: 1, say: {en: "help", kk: "көмек"}, next: person}
                            bare: {key: 2, say: {en: "bare", kk: "жай"}, next: bare}
                            kk: {key: 3, language: kk, say: {en: "Kazakh", kk: "қазақша"}, next: person}
                      person:
                        hand_off:
                          queue: support
                          skills: {tv: 2}
                          keys: {"2": written, "0": main, "*": proof, "9": gone}
                          otherwise: evening
                      bare: {hand_off: {queue: support}}
                      written: {say: {en: "Written down.", kk: "Жазылды."}, next: main}
                      evening: {say: {en: "We open at nine.", kk: "Тоғызда ашамыз."}, next: main}
                      proof: {branch: [{when: "language == 'en'", next: evening}], otherwise: main}
                      gone: {end: {say: {en: "Goodbye.", kk: "Сау болыңыз."}}}
                    """);

    private final Office office = new Office();
    private final Map<QueueName, QueuePlan> plans = new HashMap<>();
    private Optional<WaitBand> band = Optional.empty();
    private Instant now = Office.NOW;
    private StillWaiting wait = waiting();

    @BeforeEach
    void anOfficeWithAQueue() {
        ARCHIVE.dialogues.keep(List.of(FLOW), now);
        office.store = ARCHIVE.dialogues;
        office.newContact = ARCHIVE::newContact;
        office.served = Map.of("telecom", FLOW);
    }

    @AfterEach
    void nobodyWaits() {
        for (var contact : ARCHIVE.inQueue()) {
            ARCHIVE.db.runInTransaction(tx -> ARCHIVE.queue.leave(tx, contact, now));
        }
    }

    @AfterAll
    static void close() {
        ARCHIVE.close();
    }

    @Test
    void theGreetingIsSaidOnceAtTheFirstLookInTheCallersLanguage() {
        greets(SUPPORT, Map.of("en", "Welcome.", "kk", "Қош келдіңіз."));
        var english = waits("1");
        var kazakh = waits("3", "1");

        assertThat(said(visit(english, ""))).isEqualTo("Welcome.");
        assertThat(said(visit(english, ""))).isEmpty();
        assertThat(said(visit(kazakh, ""))).isEqualTo("Қош келдіңіз.");
    }

    @Test
    void whoWaitedBeforeAServerWasStartedIsNotGreetedAgain() {
        greets(SUPPORT, Map.of("en", "Welcome."));
        var contact = waits("1");
        visit(contact, "");
        now = now.plusSeconds(31);

        wait = waiting();

        assertThat(said(visit(contact, ""))).isEmpty();
    }

    @Test
    void aGreetingThatIsMissingInALanguageIsSaidInEnglishElseInWhatThereIs() {
        greets(SUPPORT, Map.of("ru", "Здравствуйте.", "de", "Guten Tag."));

        assertThat(said(visit(waits("3", "1"), ""))).isEqualTo("Guten Tag.");
    }

    @Test
    void placeAndWaitAreToldAtTheIntervalAndOnlyWhenOneOfThemHasChanged() {
        comfort(SUPPORT, new Comfort(Optional.empty(), Optional.empty(), Duration.ofSeconds(20)));
        var first = waits("1");
        var second = waits("1");
        var heard = new HashMap<Integer, String>();

        for (var second20 = 10; second20 <= 130; second20 += 10) {
            now = Office.NOW.plusSeconds(second20);
            band =
                    second20 < 60
                            ? Optional.of(new WaitBand(5, 10))
                            : Optional.of(new WaitBand(3, 5));
            if (second20 == 100) {
                ARCHIVE.db.runInTransaction(tx -> ARCHIVE.queue.leave(tx, first, now));
            }
            var words = said(visit(second, ""));
            if (!words.isEmpty()) {
                heard.put(second20, words);
            }
        }

        assertThat(heard)
                .containsOnly(
                        Map.entry(
                                20,
                                "The expected wait is between five and ten minutes. There is one"
                                        + " caller before you. Please stay on the line."),
                        Map.entry(
                                60,
                                "The expected wait is between three and five minutes. There is one"
                                        + " caller before you. Please stay on the line."),
                        Map.entry(
                                100,
                                "The expected wait is between three and five minutes. You are"
                                        + " next. Please stay on the line."));
    }

    @Test
    void aKeyThatLeadsNowhereTellsThePlaceWhateverWasToldBefore() {
        comfort(SUPPORT, new Comfort(Optional.empty(), Optional.empty(), Duration.ZERO));
        var contact = waits("1");

        assertThat(said(visit(contact, "5"))).startsWith("You are next.");
        assertThat(said(visit(contact, "1"))).startsWith("You are next.");
        now = now.plus(Duration.ofMinutes(10));
        assertThat(said(visit(contact, ""))).isEmpty();
    }

    @Test
    void nothingIsSaidWhileAPhoneRingsAndNobodyIsTakenAway() {
        greets(SUPPORT, Map.of("en", "Welcome."));
        overflow(SUPPORT, "shop", Map.of(OverflowCause.CLOSED, Overflow.RING_GROUP));
        office.hours = daily("closed");
        var contact = waits("1");
        rings(contact);

        var became = visit(contact, "7");

        assertThat(became).isInstanceOf(Waiting.On.class);
        assertThat(said(became)).isEmpty();
        assertThat(ARCHIVE.inQueue()).contains(contact);
    }

    @Test
    void theNextLookIsDueWhenSomethingMayHaveToBeSaidOrTheQueueLetsGo() {
        comfort(
                SUPPORT,
                new Comfort(Optional.empty(), Optional.of("jazz"), Duration.ofSeconds(45)));
        var contact = waits("1");
        now = now.plusSeconds(15);

        var on = (Waiting.On) visit(contact, "");

        assertThat(on.music()).hasValue("jazz");
        assertThat(on.until()).hasValue(Duration.ofSeconds(30));
        comfort(SUPPORT, new Comfort(Optional.empty(), Optional.empty(), Duration.ZERO));
        wait = waiting();
        assertThat(((Waiting.On) visit(contact, "")).until())
                .hasValue(Duration.ofMinutes(15).minusSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({
        "2, Written down.",
        "*, We open at nine.",
        "9, Goodbye.",
    })
    void aKeyOfTheFlowLeadsBackIntoItFromAnyServer(String key, String heard) {
        var contact = waits("1");

        var became = visit(contact, key);

        assertThat(became).isInstanceOf(Waiting.InFlow.class);
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
        assertThat(outcomes(contact)).containsExactly("support exited");
        assertThat(comesBack(contact).heard()).contains(heard);
    }

    @Test
    void whoLeavesByAKeyAndHangsUpInTheMenuHasNotGivenUpWaiting() {
        var contact = waits("1");
        visit(contact, "0");

        new ContactEnds(
                        ARCHIVE.db,
                        ARCHIVE.contacts,
                        new Takeovers(ARCHIVE.contacts, ARCHIVE.customers, _ -> Optional.empty()),
                        Runnable::run,
                        () -> now)
                .gone(contact, HangUp.BY_CALLER);

        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("unfinished");
    }

    @Test
    void whoLeavesByAKeyMayComeBackAndStandsAtTheEnd() {
        var contact = waits("1");
        var other = waits("1");
        visit(contact, "0");
        now = now.plusSeconds(5);

        var again = comesBack(contact, "1");

        assertThat(again.left()).isEqualTo("queue");
        assertThat(ARCHIVE.inQueue()).containsExactly(other, contact);
        assertThat(outcomes(contact)).containsExactly("support exited", "support null");
    }

    @Test
    void theCallersOwnChoiceCountsWhileAPhoneRings() {
        var contact = waits("1");
        rings(contact);

        assertThat(visit(contact, "2")).isInstanceOf(Waiting.InFlow.class);
        assertThat(assignments(contact)).containsExactly("caller_gone");
    }

    @Test
    void aVisitThatBrokeOffAfterItWasWrittenIsRepeatedWithTheSameEnd() {
        var contact = waits("1");
        visit(contact, "2");

        assertThat(visit(contact, "")).isInstanceOf(Waiting.InFlow.class);
    }

    @Test
    void whoHasWaitedTooLongWaitsOnInAnotherQueueAsLongAsTheyHaveWaited() {
        overflow(SUPPORT, "", Map.of(OverflowCause.LONGEST_WAIT, SomePlans.to("sales")));
        greets(SALES, Map.of("en", "This is sales."));
        var contact = waits("1");
        now = now.plus(Duration.ofMinutes(15)).plusSeconds(1);

        assertThat(said(visit(contact, ""))).isEqualTo("This is sales.");

        var place = place(contact);
        assertThat(place.wish().queue()).isEqualTo(SALES);
        assertThat(place.since()).isEqualTo(Office.NOW);
        assertThat(outcomes(contact)).containsExactly("support overflowed", "sales null");
        now = now.plus(Duration.ofMinutes(14));
        assertThat(visit(contact, "")).as("counts anew").isInstanceOf(Waiting.On.class);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(visit(contact, "")).isEqualTo(new Waiting.RingGroup(Unserved.LONGEST_WAIT));
    }

    @Test
    void aChainOfQueuesIsFollowedToTheFirstThatKeepsThemWithAllThatIsSaid() {
        office.hours = daily("closed");
        overflow(
                SUPPORT,
                "shop",
                Map.of(
                        OverflowCause.CLOSED,
                        SomePlans.saying("Support is closed.", new Way.Queue(SALES))));
        overflow(SALES, "shop", Map.of(OverflowCause.CLOSED, SomePlans.to("main")));

        var contact = waits("1");

        assertThat(said(visit(contact, ""))).isEqualTo("Support is closed.");
        assertThat(outcomes(contact))
                .containsExactlyInAnyOrder("support closed", "sales closed", "main null");
    }

    @Test
    void whoWaitsWhenTheQueueClosesHearsTheMessageAndIsLetGo() {
        office.hours = daily("00:00-20:30");
        overflow(
                SUPPORT,
                "shop",
                Map.of(OverflowCause.CLOSED, SomePlans.saying("We are closed.", new Way.End())));
        now = Instant.parse("2026-11-21T20:29:30Z");
        var contact = waits("1");

        var before = (Waiting.On) visit(contact, "");
        now = now.plusSeconds(30);
        var after = visit(contact, "");

        assertThat(before.until()).hasValue(Duration.ofSeconds(30));
        assertThat(after).isInstanceOf(Waiting.Over.class);
        assertThat(said(after)).isEqualTo("We are closed.");
        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("turned-away");
        assertThat(ARCHIVE.row(contact).getEndWhy()).isEqualTo("closed");
        assertThat(outcomes(contact)).containsExactly("support closed");
    }

    @Test
    void theFlowGoesOnWhereTheHandOffSaysOtherwise() {
        office.hours = daily("closed");
        overflow(
                SUPPORT,
                "shop",
                Map.of(OverflowCause.CLOSED, SomePlans.saying("Just a moment.", new Way.Flow())));
        var contact = waits("1");

        var became = visit(contact, "");

        assertThat(became).isInstanceOf(Waiting.InFlow.class);
        assertThat(said(became)).isEqualTo("Just a moment.");
        assertThat(comesBack(contact).heard()).contains("We open at nine.");
        assertThat(outcomes(contact)).containsExactly("support closed");
    }

    @Test
    void aFlowThatDoesNotSayWhereLeavesThemToTheRingGroup() {
        office.hours = daily("closed");
        overflow(
                SUPPORT,
                "shop",
                Map.of(OverflowCause.CLOSED, new Overflow(Optional.empty(), new Way.Flow())));

        assertThat(visit(waits("2"), "")).isEqualTo(new Waiting.RingGroup(Unserved.CLOSED));
    }

    @Test
    void onlyWhoNobodySignedInCouldServeIsTakenForUnstaffed() {
        overflow(
                SUPPORT,
                "",
                Map.of(OverflowCause.UNSTAFFED, SomePlans.saying("Nobody is in.", new Way.End())));
        var television = waits("1");
        var anybody = waits("2");
        assertThat(said(visit(waits("2"), ""))).isEqualTo("Nobody is in.");

        var agent = signIn(Map.of(new Skill("billing"), new Proficiency(3)));
        assertThat(said(visit(waits("2"), ""))).as("as it was a moment ago").isNotEmpty();
        now = now.plusSeconds(3);

        assertThat(visit(anybody, "")).isInstanceOf(Waiting.On.class);
        assertThat(said(visit(television, ""))).isEqualTo("Nobody is in.");
        assertThat(ARCHIVE.row(television).getEndWhy()).isEqualTo("unstaffed");
        agent.run();
    }

    @Test
    void settingsThatChangeCountForWhoWaitsAlready() {
        var contact = waits("1");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(visit(contact, "")).isInstanceOf(Waiting.On.class);

        plans.put(SUPPORT, SomePlans.waitingAtMost(Duration.ofMinutes(1)));
        wait = waiting();

        assertThat(visit(contact, "")).isEqualTo(new Waiting.RingGroup(Unserved.LONGEST_WAIT));
    }

    private ContactId waits(String... keys) {
        office.now = now;
        var line = office.call(Office.from(Office.STRANGER), new ScriptedLine().willPress(keys));
        assertThat(line.left()).isEqualTo("queue");
        return line.contact();
    }

    private ScriptedLine comesBack(ContactId contact, String... keys) {
        office.now = now;
        return office.call(
                Office.back(contact, Office.STRANGER), new ScriptedLine().willPress(keys));
    }

    private StillWaiting waiting() {
        return new StillWaiting(
                ARCHIVE.db,
                ARCHIVE.dialogues,
                sha -> Optional.of(FLOW).filter(flow -> flow.source().sha256().equals(sha)),
                ARCHIVE.contacts,
                SomePlans.settings(RoutingRules.usual(), new QueuePlans(QueuePlan.usual(), plans)),
                () -> office.hours,
                (_, _) -> band,
                new PartingOffers(PartingOffer.none(), PartingOffer.none()),
                () -> now);
    }

    private Waiting visit(ContactId contact, String pressed) {
        return wait.visit(contact, pressed);
    }

    private void greets(QueueName queue, Map<String, String> words) {
        var text =
                new Text(
                        words.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                each -> new Language(each.getKey()),
                                                Map.Entry::getValue)));
        comfort(queue, new Comfort(Optional.of(text), Optional.empty(), Duration.ofMinutes(1)));
    }

    private void comfort(QueueName queue, Comfort comfort) {
        plans.put(queue, SomePlans.with(plan(queue), comfort));
        wait = waiting();
    }

    private void overflow(QueueName queue, String hours, Map<OverflowCause, Overflow> overflow) {
        plans.put(
                queue,
                SomePlans.with(SomePlans.overflowing(hours, overflow), plan(queue).comfort()));
        wait = waiting();
    }

    private QueuePlan plan(QueueName queue) {
        return plans.getOrDefault(queue, QueuePlan.usual());
    }

    private static OpeningHours daily(String times) {
        var spans = Spans.parse(List.of(times));
        var week =
                DayNames.parse("daily").orElseThrow().stream()
                        .collect(Collectors.toMap(day -> day, _ -> spans));
        var hours =
                new Hours(java.time.ZoneOffset.UTC, new Week(week), SpecialDays.none(), List.of());
        return new OpeningHours(Map.of("shop", hours));
    }

    private Queue.Place place(ContactId contact) {
        return ARCHIVE.db.inTransaction(tx -> ARCHIVE.queue.place(tx, contact)).orElseThrow();
    }

    /** Queue and outcome of each time it waited, in turn. */
    private static List<String> outcomes(ContactId contact) {
        return ARCHIVE.db.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.QUEUE, WAITING_CONTACT.OUTCOME)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .orderBy(WAITING_CONTACT.LEFT_AT.asc().nullsLast())
                        .fetch(row -> row.value1() + " " + row.value2()));
    }

    private static List<String> assignments(ContactId contact) {
        return ARCHIVE.db.inTransaction(tx ->
                tx.dsl()
                        .select(ASSIGNMENT.OUTCOME)
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.CONTACT_ID.eq(contact.value()))
                        .fetch(ASSIGNMENT.OUTCOME));
    }

    /** A phone rings for it. */
    private static void rings(ContactId contact) {
        var store = new AgentStore();
        ARCHIVE.db.runInTransaction(tx -> {
            store.putStation(tx, "desk-ann", "PJSIP/ann", Optional.empty());
            var agent = store.put(tx, "ann", "Ann", Optional.empty(), Map.of());
            var entry =
                    tx.dsl()
                            .select(WAITING_CONTACT.ID)
                            .from(WAITING_CONTACT)
                            .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                            .and(WAITING_CONTACT.LEFT_AT.isNull())
                            .fetchSingle(WAITING_CONTACT.ID);
            tx.dsl()
                    .insertInto(ASSIGNMENT)
                    .set(ASSIGNMENT.ID, ARCHIVE.ids.get())
                    .set(ASSIGNMENT.CONTACT_ID, contact.value())
                    .set(ASSIGNMENT.WAITING_CONTACT_ID, entry)
                    .set(ASSIGNMENT.AGENT_ID, agent.value())
                    .set(ASSIGNMENT.CHANNEL, "phone")
                    .set(ASSIGNMENT.HELD_BY, "one")
                    .set(ASSIGNMENT.STATE, "offered")
                    .set(ASSIGNMENT.OFFERED_AT, Office.NOW)
                    .set(ASSIGNMENT.LEASE_UNTIL, Office.NOW.plusSeconds(30))
                    .execute();
            tx.dsl()
                    .update(WAITING_CONTACT)
                    .set(WAITING_CONTACT.STATE, "offered")
                    .where(WAITING_CONTACT.ID.eq(entry))
                    .execute();
        });
    }

    /** Signs an agent in; what is given back signs them out. */
    private Runnable signIn(Map<Skill, Proficiency> skills) {
        var store = new AgentStore();
        var agent =
                ARCHIVE.db.inTransaction(tx -> {
                    store.putStation(tx, "desk-bob", "PJSIP/bob", Optional.empty());
                    return store.put(tx, "bob", "Bob", Optional.empty(), skills);
                });
        var outcomes = new RoutedContacts(ARCHIVE.contacts, () -> now);
        var agents = new Agents(ARCHIVE.db, "one", RoutingSettings.usual(), outcomes, () -> now);
        agents.signIn(agent, "desk-bob");
        return () -> agents.signOut(agent);
    }

    private static String said(Waiting waiting) {
        return words(
                switch (waiting) {
                    case Waiting.On on -> on.announcement();
                    case Waiting.RingGroup(_, var message) -> message;
                    case Waiting.InFlow(var message) -> message;
                    case Waiting.Ask _ -> Speech.silence();
                    case Waiting.Over(var message) -> message;
                });
    }

    private static String words(Speech speech) {
        return speech.prompts().stream().map(Prompt::words).collect(Collectors.joining(" "));
    }
}
