package io.recaller.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.contact.context.ContextQuery;
import io.recaller.conversation.Archive;
import io.recaller.conversation.Office;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.context.DatabaseContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.Arms;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was written in one's own words is a choice as any other. */
class WrittenLearningTest {
    private static final FieldCatalogue NO_FIELDS = new FieldCatalogue(List.of());
    private static final Archive archive = new Archive();

    private final Office office = new Office();

    @AfterAll
    static void close() {
        archive.close();
    }

    @ParameterizedTest
    @CsvSource({
        "vera, my payment has not arrived, billing.paid, bill",
        "ivan, вопрос про роуминг, mobile.roaming, mobile",
        "aigul, телефон жоғалттым, mobile.lost, mobile"
    })
    void itIsLearnedAndItsButtonComesFirstTheNextTime(
            String peer, String text, String topic, String option) {
        archive.flow.topics().forEach(each -> archive.define(each.id()));
        archive.customer(new Handle(HandleKind.WEB, peer));
        var model = new LearnedModel(archive.db, archive.flow.topics());
        open(model);
        var last = Optional.<ContactId>empty();
        try (var worker = worker(peer)) {
            for (var day = 0; day < 6; day++) {
                var service = menu(peer);
                service.reply(service.written(text));
                service.settle();
                last = Optional.of(service.contact());
                end(service.contact());
                office.now = office.now.plus(Duration.ofDays(1));
            }

            assertThat(worker.learnAll()).isEqualTo(6);
        }
        model.look();

        assertThat(archive.row(last.orElseThrow()).getTopic()).isEqualTo(topic);
        assertThat(menu(peer).turn())
                .isInstanceOfSatisfying(
                        Turn.Choose.class,
                        menu ->
                                assertThat(menu.shown())
                                        .extracting(Choice::id)
                                        .filteredOn(id -> !id.equals(Choice.OFFER))
                                        .startsWith(option));
    }

    private void open(LearnedModel model) {
        office.store = archive.dialogues;
        office.newContact = archive::newContact;
        office.numbers = Map.of("site", "telecom");
        office.contexts =
                new DatabaseContext(
                        archive.db,
                        new ContextQuery(NO_FIELDS),
                        archive.customers,
                        Arms.of(0, "recaller"),
                        UnaryOperator.identity(),
                        model,
                        Runnable::run);
    }

    private LearningWorker worker(String name) {
        return new LearningWorker(archive.db, NO_FIELDS, Office.ZONE, name, archive.meters, office);
    }

    private SelfService menu(String peer) {
        var service =
                office.conversations()
                        .arrive(
                                new Arrival(
                                        Channel.CHAT,
                                        "site",
                                        Optional.of(new Handle(HandleKind.WEB, peer)),
                                        TrustTier.CLAIMED,
                                        Optional.empty(),
                                        new Address.Thread("site", peer),
                                        Optional.empty()))
                        .orElseThrow();
        service.turn();
        service.reply(new Reply.Silence());
        return service;
    }

    private void end(ContactId contact) {
        archive.db.runInTransaction(tx ->
                archive.contacts.finish(
                        tx,
                        contact,
                        new Ended.SelfServed(),
                        office.instant(),
                        Optional.empty(),
                        TopicSource.KEY));
    }
}
