package io.recaller.learning;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.LEARNED_VECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.context.ContextQuery;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.DatabaseContext;
import io.recaller.customer.Arms;
import io.recaller.customer.Handle;
import io.recaller.db.TestDatabase;
import io.recaller.menu.Circumstance;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Personal;
import io.recaller.menu.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Learning and its durable state, on a real database. */
class LearningTest {
    private static final Instant NOON = Hours.NOON;

    private final School school = new School(TestDatabase.fresh());
    private final LearningWorker worker = school.worker("one");

    @AfterEach
    void close() {
        worker.close();
        school.close();
    }

    @Test
    void whatWasLearnedAMomentAgoChangesWhatTheNextCallerHears() {
        var line = school.line();
        var model =
                new LearnedModel(school.db, List.of(new Topic("internet"), new Topic("mobile")));
        model.look();
        var before = read(line, model);
        for (var i = 0; i < 30; i++) {
            school.called(school.customer(school.line()), NOON.minusSeconds(3000 - i), "mobile");
        }
        school.called(school.customer(line), NOON.minusSeconds(10), "internet");

        worker.learnAll();
        model.look();
        var after = read(line, model);

        assertThat(probability(before.model(), "mobile", Personal.nobody())).isEqualTo(.5);
        assertThat(probability(after.model(), "mobile", Personal.nobody())).isGreaterThan(.8);
        assertThat(probability(after.model(), "internet", after.known().orElseThrow().personal()))
                .isGreaterThan(probability(after.model(), "internet", Personal.nobody()));
        assertThat(school.meters.counter("recaller.learning.learned").count()).isEqualTo(31);
        assertThat(school.meters.get("recaller.learning.behind").gauge().value()).isZero();
        assertThat(worker.learnAll()).as("nothing is learned twice").isZero();
    }

    @Test
    void aRebuildGivesWhatWasLearnedInManyBatchesToTheBit() {
        var lives = new Lives(school, 30);
        var model = new LearnedModel(school.db, List.of());
        for (var size : new int[] {1, 3, 40, 7, 150, 60, 2, 540, 1, 60}) {
            lives.goOn(size);
            worker.learnAll();
            model.look();
        }
        var online = school.bits();
        var sequence = school.sequence();

        assertThat(school.rebuild().run("test", (_, _) -> {})).contains((long) sequence.size());
        var rebuilt = school.bits();
        school.rebuild().run("test", (_, _) -> {});

        assertThat(sequence)
                .hasSizeGreaterThan(700)
                .isEqualTo(LongStream.rangeClosed(1, sequence.size()).boxed().toList());
        assertThat(School.bits(model.get().kept())).isEqualTo(online);
        assertThat(rebuilt).isEqualTo(online);
        assertThat(school.bits()).isEqualTo(online);
        assertThat(school.status().weights())
                .extracting(weight -> weight.name())
                .contains("signal.chat.interaction", "sign.request.repair", "sign.fact.outage");
    }

    @Test
    void afterARebuildLearningGoesOnAsIfThereHadBeenNone() {
        var lives = new Lives(school, 20);
        lives.goOn(300);
        worker.learnAll();
        school.rebuild().run("test", (_, _) -> {});
        var model = new LearnedModel(school.db, List.of());
        model.look();
        lives.goOn(100);

        assertThat(worker.learnAll()).as("it notices that it lost the lease").isZero();
        assertThat(worker.learnAll()).isPositive();
        model.look();
        var online = school.bits();
        school.rebuild().run("test", (_, _) -> {});

        assertThat(school.bits()).isEqualTo(online).isEqualTo(School.bits(model.get().kept()));
        assertThat(school.status().generation()).isEqualTo(2);
    }

    @Test
    void aServerThatDiesIsReplacedAndNothingIsLearnedTwiceOrLost() {
        var lives = new Lives(school, 10);
        var other = school.worker("other");
        lives.goOn(100);
        var first = worker.learnAll();
        lives.goOn(100);
        assertThat(other.learnAll()).as("while the first one lives").isZero();

        school.clock.passes(Duration.ofSeconds(31));
        var second = other.learnAll();
        lives.goOn(100);
        assertThat(worker.learnAll()).as("when it wakes up").isZero();
        var third = other.learnAll();

        assertThat(school.sequence())
                .isEqualTo(LongStream.rangeClosed(1, first + second + third).boxed().toList());
        assertThat(school.status().waiting()).isZero();
        assertThat(school.status().holder().orElseThrow().name()).isEqualTo("other");
        var online = school.bits();
        school.rebuild().run("test", (_, _) -> {});
        assertThat(school.bits()).isEqualTo(online);
    }

    @Test
    void whoIsStoppedHandsOverAtOnce() {
        worker.learnAll();
        worker.close();
        var next = school.worker("next");
        school.called(school.customer(school.line()), NOON, "mobile");

        assertThat(next.learnAll()).isEqualTo(1);
    }

    @Test
    void aTopicIsFinalWhenNobodyWillCorrectItAnyMore() {
        var customer = Optional.of(school.customer(school.line()));
        var agent = agent();
        school.call(customer, NOON);
        var disposed = school.call(customer, NOON);
        school.dispose(disposed, "mobile");
        var served = school.call(customer, NOON);
        school.db.runInTransaction(tx -> school.contacts.servedBy(tx, served, agent));
        school.end(served, NOON, "billing", TopicSource.KEY);
        assertThat(worker.learnAll()).as("talking, or in wrap-up").isZero();

        var alone = school.call(customer, NOON);
        school.end(alone, NOON, "billing", TopicSource.KEY);
        assertThat(worker.learnAll()).as("a key where no agent was").isEqualTo(1);

        school.end(disposed, NOON, "mobile", TopicSource.KEY);
        assertThat(worker.learnAll()).as("a disposition at the end").isEqualTo(1);

        school.clock.passes(Duration.ofMinutes(15));
        atIt(agent, served.value());
        assertThat(worker.learnAll()).as("the agent is still at it").isZero();
        done(agent);
        assertThat(worker.learnAll()).as("no disposition came").isEqualTo(1);
    }

    @Test
    void whatIsReportedIsFinalAtOnceAndWhatWeSentIsNotLearned() {
        var line = school.line();
        school.report(Channel.SMS, Nature.INTERACTION, Direction.OUTBOUND, line, NOON, "mobile");
        assertThat(worker.learnAll()).isZero();

        school.report(Channel.CHAT, Nature.INTERACTION, Direction.INBOUND, line, NOON, "mobile");
        school.report(Channel.WEB, Nature.ACTIVITY, Direction.OUTBOUND, line, NOON, "billing");
        assertThat(worker.learnAll()).isEqualTo(2);
    }

    @Test
    void whatIsDatedInTheFutureIsLearnedWhenItsTimeHasCome() {
        var line = school.line();
        var tomorrow = NOON.plus(Duration.ofDays(1));
        school.report(
                Channel.CHAT, Nature.INTERACTION, Direction.INBOUND, line, tomorrow, "mobile");

        assertThat(worker.learnAll()).isZero();

        school.clock.passes(Duration.ofDays(1));
        assertThat(worker.learnAll()).isEqualTo(1);
    }

    @Test
    void anActivityIsNoContactAndAStrangersCallCountsForEverybody() {
        var line = school.line();
        school.report(Channel.WEB, Nature.ACTIVITY, Direction.INBOUND, line, NOON, "billing");
        var call = school.call(Optional.empty(), NOON.plusSeconds(1));
        school.end(call, NOON.plusSeconds(2), "mobile", TopicSource.TASK);

        worker.learnAll();

        var kept = school.db.<Model.Kept>inTransaction(tx -> new ModelRows().read(tx));
        assertThat(kept.topics()).containsExactly(new Topic("billing"), new Topic("mobile"));
        assertThat(kept.vectors().get("ever")).containsExactly(1, 2);
        assertThat(kept.vectors().keySet()).noneMatch(name -> name.startsWith("after."));
    }

    @Test
    void aCorrectionAnErasureAndAReplacementAreStaleUntilARebuild() {
        var customer = school.customer(school.line());
        var wrong = school.called(customer, NOON, "mobile");
        var erased = school.called(customer, NOON.plusSeconds(1), "outage");
        school.called(customer, NOON.plusSeconds(2), "billing.tv");
        worker.learnAll();
        assertThat(school.status().stale()).isZero();

        school.dispose(wrong, "internet");
        school.dispose(wrong, "internet");
        school.db.runInTransaction(tx -> {
            tx.dsl()
                    .deleteFrom(CONTACT_KEY)
                    .where(CONTACT_KEY.CONTACT_ID.eq(erased.value()))
                    .execute();
            school.topics.replace(tx, new Topic("billing.tv"), new Topic("billing"));
            school.topics.replace(tx, new Topic("outage"), new Topic("internet"));
        });
        var stale = school.status();
        var rebuilt = school.rebuild().run("test", (_, _) -> {});

        assertThat(stale.changes())
                .containsExactly(
                        Map.entry("erased", 1), Map.entry("replaced", 2), Map.entry("topic", 1));
        assertThat(rebuilt).contains(2L);
        assertThat(school.status().stale()).isZero();
        var kept = school.db.<Model.Kept>inTransaction(tx -> new ModelRows().read(tx));
        assertThat(kept.topics()).containsExactly(new Topic("internet"), new Topic("billing"));
        assertThat(kept.vectors().get("ever")).containsExactly(2, 2);
    }

    @Test
    void movingToItsMonthsPartitionIsNoErasure() {
        school.called(school.customer(school.line()), NOON.minus(Duration.ofDays(900)), "mobile");
        worker.learnAll();

        school.db.runInTransaction(tx ->
                tx.dsl().fetch("select ensure_contact_partitions('2023-01-01', '2024-01-01')"));

        assertThat(school.status().stale()).isZero();
        assertThat(school.status().learned()).isEqualTo(1);
        assertThat(worker.learnAll()).isZero();
    }

    @Test
    void oneRebuildAtATimeAndItTakesUpWhatWaits() {
        new Lives(school, 5).goOn(50);
        var lease =
                school.db.<Optional<Lease>>inTransaction(
                        tx -> new HeadRow().seize(tx, "elsewhere", school.clock.instant()));
        assertThat(school.rebuild().run("test", (_, _) -> {})).isEmpty();
        school.db.runInTransaction(tx -> new HeadRow().release(tx, lease.orElseThrow()));

        var learned = school.rebuild().run("test", (_, _) -> {});

        assertThat(learned).contains((long) school.sequence().size());
        assertThat(school.status().waiting()).isZero();
        assertThat(school.status().holder()).isEmpty();
    }

    @Test
    void onlyWhatChangedIsWritten() {
        new Lives(school, 20).goOn(300);
        worker.learnAll();
        var before = school.sequence().getLast();
        school.report(
                Channel.WEB, Nature.ACTIVITY, Direction.INBOUND, school.line(), NOON, "mobile");
        school.called(school.customer(school.line()), NOON, "mobile");

        worker.learnAll();

        var changed =
                school.db.<Integer>inTransaction(tx ->
                        tx.dsl().fetchCount(LEARNED_VECTOR, LEARNED_VECTOR.LEARNED_SEQ.gt(before)));
        assertThat(changed).isBetween(5, 15);
    }

    private Caller read(Handle line, LearnedModel model) {
        var context =
                new DatabaseContext(
                        school.db,
                        new ContextQuery(school.catalogue),
                        school.customers,
                        Arms.of(0, "recaller"),
                        UnaryOperator.identity(),
                        model,
                        Runnable::run);
        return context.read(line, NOON);
    }

    private static double probability(Model model, String topic, Personal personal) {
        var situation =
                new Situation(Moment.of(NOON, School.ZONE), personal, List.<Circumstance>of());
        return model.forecast(situation).probability(new Topic(topic)::equals);
    }

    private UUID agent() {
        var id = school.ids.get();
        school.db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(AGENT, AGENT.ID, AGENT.LOGIN, AGENT.NAME)
                        .values(id, "a", "A")
                        .execute());
        return id;
    }

    private void atIt(UUID agent, UUID contact) {
        school.db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(ASSIGNMENT)
                        .set(ASSIGNMENT.ID, school.ids.get())
                        .set(ASSIGNMENT.CONTACT_ID, contact)
                        .set(ASSIGNMENT.AGENT_ID, agent)
                        .set(ASSIGNMENT.CHANNEL, "phone")
                        .set(ASSIGNMENT.HELD_BY, "server-1")
                        .set(ASSIGNMENT.STATE, "connected")
                        .set(ASSIGNMENT.OFFERED_AT, NOON)
                        .set(ASSIGNMENT.LEASE_UNTIL, NOON)
                        .set(ASSIGNMENT.CONNECTED_AT, NOON)
                        .execute());
    }

    private void done(UUID agent) {
        school.db.runInTransaction(tx ->
                tx.dsl()
                        .update(ASSIGNMENT)
                        .set(ASSIGNMENT.STATE, "closed")
                        .set(ASSIGNMENT.OUTCOME, "answered")
                        .set(ASSIGNMENT.CLOSED_AT, NOON)
                        .where(ASSIGNMENT.AGENT_ID.eq(agent))
                        .execute());
    }
}
