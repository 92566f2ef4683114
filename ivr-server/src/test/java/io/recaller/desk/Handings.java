package io.recaller.desk;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.HandleStore;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.recommendation.RecommendationRules;
import io.recaller.recommendation.Recommender;
import io.recaller.recommendation.RunningRecommendations;
import io.recaller.routing.ContactOutcomes;
import io.recaller.routing.Talks;
import io.recaller.routing.board.LiveBoard;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.OutsideNumbers;
import io.recaller.transfer.TransferNews;
import io.recaller.transfer.Transfers;
import io.recaller.transfer.WrittenTransfers;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What hands talks over, over the rows of a test. */
final class Handings {
    private Handings() {}

    static HandingDesk over(Database db, InstantSource clock) {
        Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
        var destinations = destinations(db);
        var transfers =
                new Transfers(
                        db,
                        talks(),
                        destinations,
                        new ContactStore(ids, new HandleStore(ids), new TopicStore()),
                        new NoOutcomes(),
                        (_, _) -> true,
                        new SimpleMeterRegistry(),
                        clock);
        return new HandingDesk(
                db,
                transfers,
                written(db, clock),
                news(db),
                new LiveBoard(db, clock, RoutingRules.usual()));
    }

    private static WrittenTransfers written(Database db, InstantSource clock) {
        Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
        return new WrittenTransfers(
                db,
                talks(),
                destinations(db),
                new ContactStore(ids, new HandleStore(ids), new TopicStore()),
                new WrittenTransfers.Correspondent() {
                    @Override
                    public void lock(Tx tx, ContactId contact) {}

                    @Override
                    public void handedOver(
                            Tx tx,
                            ContactId contact,
                            AgentId sender,
                            String language,
                            Optional<String> note) {}
                },
                new SimpleMeterRegistry(),
                clock);
    }

    /** Recommends nothing until it is run. */
    static Recommender recommender(Database db) {
        return new Recommender(
                RecommendationRules.usual(),
                new RunningRecommendations(db, InstantSource.system()),
                new SimpleMeterRegistry());
    }

    static TransferNews news(Database db) {
        return new TransferNews(destinations(db), talks());
    }

    private static Destinations destinations(Database db) {
        return new Destinations(db, Set.of(), OutsideNumbers.none(), new Handles("KZ"));
    }

    private static Talks talks() {
        return new Talks(RoutingSettings.usual(), "test");
    }

    private static final class NoOutcomes implements ContactOutcomes {
        @Override
        public void servedBy(Tx tx, ContactId contact, AgentId agent) {}

        @Override
        public void disposed(Tx tx, ContactId contact, Topic topic, String disposition) {}
    }
}
