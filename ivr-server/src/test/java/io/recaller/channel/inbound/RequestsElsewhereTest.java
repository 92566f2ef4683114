package io.recaller.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.contact.context.ContextQuery;
import io.recaller.contact.fact.Concern;
import io.recaller.contact.fact.RequestStore;
import io.recaller.conversation.Archive;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.context.DatabaseContext;
import io.recaller.customer.Arms;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.menu.Model;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A request that was opened by telephone is asked for in a messenger, over real rows. */
final class RequestsElsewhereTest {
    private static final Archive archive = new Archive();

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void whatWasOpenedByTelephoneIsToldInAMessengerToWhoseItIsAndToNobodyElse() {
        var owner = archive.customer(new Handle(HandleKind.TEL, "+4915112345678"));
        archive.db.runInTransaction(tx -> {
            archive.links().prove(tx, owner, new Handle(HandleKind.TELEGRAM, "71"), Archive.NOW);
            new RequestStore(archive.ids, new TopicStore())
                    .put(tx, new Concern.Of(owner), repair(), Archive.NOW);
        });

        assertThat(asks("71")).contains("Your repair", "engineer on Monday");
        assertThat(asks("72")).contains("There is no open request that can be shown here.");
    }

    private static String asks(String person) {
        var office = new Office();
        var bot = new Correspondence(archive, person, "bot", office, LinkArrivals.none());
        office.contexts =
                new DatabaseContext(
                        archive.db,
                        new ContextQuery(new FieldCatalogue(List.of())),
                        archive.customers,
                        Arms.of(0, "recaller"),
                        UnaryOperator.identity(),
                        () -> Model.of(List.of()),
                        Runnable::run);
        bot.write("what is the status of my request?");
        bot.answer();
        return bot.last().text();
    }

    private static RequestStore.Request repair() {
        return new RequestStore.Request(
                "crm",
                "r-1",
                "repair",
                new Topic("internet"),
                "engineer on Monday",
                Archive.NOW.minus(Duration.ofDays(2)),
                Optional.empty(),
                TrustTier.CLAIMED,
                Map.of("en", "Your repair"));
    }
}
