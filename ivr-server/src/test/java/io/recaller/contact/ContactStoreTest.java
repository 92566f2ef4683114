package io.recaller.contact;

import static io.recaller.contact.Memory.NOW;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.history.Timeline;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ContactStoreTest {
    private static final Memory memory = new Memory("billing.tv", "outage", "mobile");
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @AfterAll
    static void close() {
        memory.close();
    }

    @Test
    void aCallOpensAConversationOfItsOwn() {
        var line = memory.newLine();
        var customer = memory.customer(line);

        var first = memory.entry(memory.call(line, customer, A_MINUTE));
        var second = memory.entry(memory.call(line, customer, A_MINUTE));

        assertThat(first.customer()).contains(customer);
        assertThat(first.conversation()).isPresent().isNotEqualTo(second.conversation());
        assertThat(first.endedAt()).isEmpty();
    }

    @Test
    void beginningTwiceChangesNothing() {
        var contact =
                Contact.inbound(
                        new ContactId(memory.ids.get()),
                        Channel.PHONE,
                        Optional.empty(),
                        Optional.empty(),
                        TrustTier.UNKNOWN,
                        NOW,
                        Optional.empty());

        boolean first = memory.db.inTransaction(tx -> memory.contacts.begin(tx, contact));
        boolean second = memory.db.inTransaction(tx -> memory.contacts.begin(tx, contact));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    @Test
    void whoIsIdentifiedLaterOwnsTheConversationToo() {
        var line = memory.newLine();
        var contact =
                Contact.inbound(
                        new ContactId(memory.ids.get()),
                        Channel.PHONE,
                        Optional.of(line),
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        NOW,
                        Optional.empty());
        memory.db.runInTransaction(tx -> memory.contacts.begin(tx, contact));
        var customer = memory.customer(line);

        memory.db.runInTransaction(tx ->
                memory.contacts.identify(
                        tx,
                        contact.id(),
                        customer,
                        TrustTier.VERIFIED,
                        Optional.of(NOW.plus(A_MINUTE))));

        var entry = memory.entry(contact.id());
        assertThat(entry.customer()).contains(customer);
        assertThat(entry.trust()).isEqualTo(TrustTier.VERIFIED);
        var owner =
                memory.db.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(CONVERSATION)
                                .where(CONVERSATION.ID.eq(entry.conversation().orElseThrow()))
                                .fetchSingle());
        assertThat(owner.getCustomerId()).isEqualTo(customer.value());
    }

    @Test
    void aStrongerSourceOverwritesAWeakerOneAndNeverTheOtherWayRound() {
        var contact = newCall();

        assertThat(about(contact, "mobile", TopicSource.KEY)).isTrue();
        assertThat(about(contact, "outage", TopicSource.TASK)).isTrue();
        assertThat(about(contact, "mobile", TopicSource.KEY)).isFalse();
        assertThat(about(contact, "billing.tv", TopicSource.DISPOSITION)).isTrue();
        assertThat(about(contact, "outage", TopicSource.DISPOSITION)).isTrue();

        assertThat(memory.entry(contact).topic()).contains(new Topic("outage"));
        assertThat(memory.entry(contact).topicSource()).contains(TopicSource.DISPOSITION);
    }

    @Test
    void theFirstEndCountsAndALateTopicStillArrives() {
        var contact = newCall();

        finish(contact, SomeEnds.HUNG_UP, NOW, Optional.empty());
        finish(
                contact,
                SomeEnds.ABANDONED,
                NOW.plus(A_MINUTE),
                Optional.of(new Topic("billing.tv")));

        var entry = memory.entry(contact);
        assertThat(entry.endReason()).contains("caller-hung-up");
        assertThat(entry.endedAt()).contains(NOW);
        assertThat(entry.topic()).contains(new Topic("billing.tv"));
        assertThat(closeReason(entry)).contains("task");
    }

    @ParameterizedTest
    @MethodSource("ends")
    void eachEndIsReadAsItWasWrittenAndToldOnceItIsCommitted(Ended ended) {
        var contact = newCall();
        memory.ends.clear();

        assertThatThrownBy(() ->
                        memory.db.runInTransaction(tx -> {
                            end(tx, contact, ended);
                            throw new IllegalStateException("taken back");
                        }))
                .isInstanceOf(IllegalStateException.class);
        var takenBack = List.copyOf(memory.ends);
        finish(contact, ended, NOW, Optional.empty());
        finish(contact, ended, NOW, Optional.empty());

        assertThat(memory.entry(contact).end())
                .contains(new Timeline.End(ended.result(), Optional.of(ended)));
        assertThat(takenBack).isEmpty();
        assertThat(memory.ends).containsExactly(ended);
    }

    static List<Ended> ends() {
        return Ended.all();
    }

    @Test
    void anEndThatWasWrittenBeforeThereWereReasonsHasItsResultOnly() {
        var contact = newCall();
        finish(contact, SomeEnds.HUNG_UP, NOW, Optional.empty());
        memory.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CONTACT)
                        .setNull(CONTACT.END_BY)
                        .setNull(CONTACT.END_PLACE)
                        .setNull(CONTACT.END_WHY)
                        .where(ContactStore.is(contact))
                        .execute());

        assertThat(memory.entry(contact).end())
                .contains(new Timeline.End(Ended.Result.UNFINISHED, Optional.empty()));
        assertThat(memory.entry(contact).end().orElseThrow().words())
                .isEqualTo("left before the flow ended");
    }

    @Test
    void anEndBeforeTheBeginningByAnotherClockIsTheBeginning() {
        var contact = newCall();

        finish(contact, SomeEnds.ABANDONED, NOW.minus(Duration.ofDays(1)), Optional.empty());

        var entry = memory.entry(contact);
        assertThat(entry.endedAt()).contains(entry.startedAt());
    }

    @Test
    void aDispositionNamesTheTopicAndClosesTheConversation() {
        var contact = newCall();

        memory.db.runInTransaction(
                tx -> memory.contacts.dispose(tx, contact, "resolved", new Topic("outage"), NOW));

        var entry = memory.entry(contact);
        assertThat(entry.disposition()).contains("resolved");
        assertThat(entry.topic()).contains(new Topic("outage"));
        assertThat(closeReason(entry)).contains("disposition");
    }

    @Test
    void aContactOfAMonthWithoutAPartitionIsWrittenAllTheSame() {
        var line = memory.newLine();
        var old = memory.call(line, memory.customer(line), Duration.ofDays(4000));

        finish(old, SomeEnds.SELF_SERVED, NOW, Optional.empty());

        assertThat(memory.entry(old).endReason()).contains("self-served");
        var attributes =
                memory.db.inTransaction(tx ->
                        tx.dsl().selectFrom(CONTACT).where(ContactStore.is(old)).fetchSingle());
        assertThat(AddressJson.read(attributes.getAddress().data()))
                .isEqualTo(new Address.Call("pbx1", "1741.7", "PJSIP/trunk-1"));
    }

    private static ContactId newCall() {
        var line = memory.newLine();
        return memory.call(line, memory.customer(line), A_MINUTE);
    }

    private static boolean about(ContactId contact, String topic, TopicSource source) {
        return memory.db.inTransaction(
                tx -> memory.contacts.about(tx, contact, new Topic(topic), source));
    }

    private static void finish(ContactId contact, Ended ended, Instant at, Optional<Topic> topic) {
        memory.db.runInTransaction(
                tx -> memory.contacts.finish(tx, contact, ended, at, topic, TopicSource.TASK));
    }

    private static void end(Tx tx, ContactId contact, Ended ended) {
        memory.contacts.finish(tx, contact, ended, NOW, Optional.empty(), TopicSource.KEY);
    }

    private static Optional<String> closeReason(Timeline.Entry entry) {
        return memory.db.inTransaction(tx ->
                tx.dsl()
                        .select(CONVERSATION.CLOSE_REASON)
                        .from(CONVERSATION)
                        .where(CONVERSATION.ID.eq(entry.conversation().orElseThrow()))
                        .fetchOptional(CONVERSATION.CLOSE_REASON));
    }
}
